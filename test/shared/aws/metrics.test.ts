import { expect, it, onTestFinished } from 'vitest';
import { ids } from '../../../shared/aws/ids.ts';
import { metrics } from '../../../shared/aws/metrics.ts';

function written(count: () => void): string[] {
  const lines: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = ((text: string) => Boolean(lines.push(text))) as typeof write;
  onTestFinished(() => void Object.assign(process.stdout, { write }));
  count();
  process.stdout.write = write;
  return lines;
}

it('counts in the embedded metric format, which the alarms watch', () => {
  const [line = '', ...rest] = written(() => metrics.count('Parked', 3, { account: 'aap', month: '2026-07' }));
  expect(rest).toEqual([]);
  expect(line.endsWith('}\n')).toBe(true);
  expect(JSON.parse(line)).toEqual({
    account: 'aap',
    month: '2026-07',
    Parked: 3,
    _aws: {
      Timestamp: expect.closeTo(Date.now(), -4),
      CloudWatchMetrics: [{ Namespace: 'Rebill', Dimensions: [[]], Metrics: [{ Name: 'Parked', Unit: 'Count' }] }],
    },
  });
  expect(JSON.parse(written(() => metrics.count('StrangerEvent'))[0] ?? '')).toMatchObject({ StrangerEvent: 1 });
});

it('makes ids that are fresh and fit every key', () => {
  const made = new Set(Array.from({ length: 100 }, () => ids.fresh()));
  expect(made.size).toBe(100);
  for (const id of made) expect(id).toMatch(/^[A-Za-z0-9-]{1,64}$/);
});
