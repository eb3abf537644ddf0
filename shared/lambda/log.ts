/** Where the unexpected goes. It must never carry tokens, addresses or bodies of emails: an error's words and stack alone are written. */
export type Log = (error: unknown) => void;

export const logError: Log = (error) => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ level: 'error', name, message, stack }));
};
