/** Where the unexpected goes. It must never carry tokens, addresses or bodies of emails: an error's words and stack alone are written. */
export type Log = (error: unknown) => void;

export const logError: Log = (error) => console.error(JSON.stringify({ level: 'error', ...wordsOf(error) }));

type Words = { readonly name: string; readonly message: string; readonly stack?: string | undefined; readonly cause?: Words };

/** What a service says of a request may repeat the addresses and tokens that stood in it. */
const ADDRESS = /[^\s@<>()"'`,;:/\\]{1,64}@[^\s@<>()"'`,;:/\\]{1,253}/g;
const TOKEN = /\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g;

const discreet = (text: string): string => text.replace(ADDRESS, '[address]').replace(TOKEN, '[token]');

/** With what caused it, a few steps back: the reason is often there alone, and causes may go round in a circle. */
function wordsOf(error: unknown, steps = 3): Words {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  const words = { name, message: discreet(String(message)), stack: stack && discreet(stack) };
  return { ...words, ...(cause === undefined || steps === 0 ? {} : { cause: wordsOf(cause, steps - 1) }) };
}
