/** One measured ratio, with what it is held against. Only ratios of things done side by side mean anything on a shared machine. */
export type Row = {
  readonly name: string;
  readonly ratio: number;
  readonly target: number;
  readonly better: 'lower' | 'higher';
  readonly detail: string;
};

export const met = ({ ratio, target, better }: Row): boolean => (better === 'lower' ? ratio <= target : ratio >= target);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Microseconds of CPU that `work` took: what else runs on the machine then counts for nothing. */
export async function cpuTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Interleaved rounds of `ours` and `theirs`, each answering its own cost; the median of the ratios of each round. */
export async function ratioOf(
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
  rounds = 11,
): Promise<{ ratio: number; ours: number; theirs: number }> {
  const both: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Which goes first alternates, so that neither always finds the caches warm.
    const first = round % 2 === 0;
    const early = await (first ? ours() : theirs());
    const late = await (first ? theirs() : ours());
    both.push(first ? { ours: early, theirs: late } : { ours: late, theirs: early });
  }
  return {
    ratio: median(both.map((each) => each.ours / each.theirs)),
    ours: median(both.map((each) => each.ours)),
    theirs: median(both.map((each) => each.theirs)),
  };
}

export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    met(row) ? '✓' : '✗',
    row.name,
    row.ratio.toFixed(2),
    `${row.better === 'lower' ? '≤' : '≥'} ${row.target}`,
    row.detail,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) => row.map((cell, column) => (column === 2 ? cell.padStart(widths[2] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  '))
    .join('\n');
}
