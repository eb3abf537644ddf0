/** Everything that a stream gives. */
export async function collected<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of stream) all.push(each);
  return all;
}

export async function* streamOf<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}

let made = 0;

/** An account that nobody else in the test has. */
export function anAccountId(): string {
  made += 1;
  return `account-${made}-${crypto.randomUUID().slice(0, 8)}`;
}

/** Of several who do the same at once: how many were told that they did it, and with which codes the others were refused. */
export async function race(doers: readonly (() => Promise<unknown>)[]): Promise<{ won: number; refused: unknown[] }> {
  const ends = await Promise.allSettled(doers.map((doer) => doer()));
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as { code?: string }).code] : []));
  return { won: ends.length - refused.length, refused };
}
