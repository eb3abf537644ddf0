/** The first `bytes` bytes of a SHA-256, in hexadecimal: a name made of content, so that the same content always has the same name. */
export async function digestOf(content: Uint8Array, bytes: number): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(content)));
  return [...digest.slice(0, bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
