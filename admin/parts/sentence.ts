/** `the lines …` → `The lines ….`: what the API says of a cause, where it stands alone. */
export const sentence = (words: string): string => words && `${words[0]?.toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
