/** RFC 2047: an encoded word has at most 75 characters, `=?UTF-8?B?` and `?=` included, and holds whole characters. */
const WORD_BYTES = 45;

/** `"Acacia Billing" <billing@acacia.example>`, as the From header of a message has it, whatever the name's script. */
export function senderText({ address, name }: { readonly address: string; readonly name: string }): string {
  // A line break would begin a header of its own.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  const clean = name.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  if (!clean) return address;
  // Some programs read an encoded word within quotes too, as what it stands for.
  const isPlain = /^[ -~]*$/.test(clean) && !clean.includes('=?');
  return `${isPlain ? `"${clean.replace(/["\\]/g, '\\$&')}"` : encodedWords(clean)} <${address}>`;
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join(' ');
}
