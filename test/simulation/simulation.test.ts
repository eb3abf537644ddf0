import { describe, expect, it } from 'vitest';
import { BUGS } from './bugs.ts';
import { INVARIANTS } from './invariants.ts';
import { digestOf, judged, ruleOf } from './judged.ts';
import { FAULTS } from './luck.ts';
import { readOptions } from './options.ts';
import { shortest } from './shrink.ts';

/** Ten thousand lives are lived by `npm run simulate`; here, that it can be believed. */
describe('a life', () => {
  it('in which nothing goes wrong breaks no rule, and nothing goes wrong in it', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { life, wrong } = await judged({ seed, kinds: [] });
      expect([wrong, life.world.luck.fired]).toEqual([[], []]);
    }
  });

  it('is the same again under the same seed, to the last call, and another under another', async () => {
    const digest = async (seed: number) => {
      const { life } = await judged({ seed });
      return digestOf(life, await life.invoices());
    };
    expect(await digest(7)).toBe(await digest(7));
    expect(await digest(7)).not.toBe(await digest(8));
  });

  it('meets every kind of fault, sooner or later', async () => {
    const met = new Set<string>();
    for (let seed = 1; seed <= 120; seed += 1) {
      const { life } = await judged({ seed }, { tells: true });
      for (const name of life.world.luck.fired) met.add(name.split(' ').at(-2) ?? '');
      for (const words of life.world.story ?? []) {
        if (/crashed it/.test(words)) met.add('crash');
        if (/never arrived/.test(words)) met.add('lostRequest');
        if (/answer was lost/.test(words)) met.add('lostAnswer');
        if (/turned away/.test(words)) met.add('throttled');
        if (/ took \d+ seconds/.test(words)) met.add('slow');
      }
    }
    expect(Object.keys(FAULTS).filter((fault) => !met.has(fault))).toEqual([]);
  });
});

describe('a failure', () => {
  it('is told in as little as makes it happen', async () => {
    const [seed, bug] = [25, BUGS.headerLast];
    if (!bug) throw new Error('There is no such bug');
    let found = seed;
    for (; (await judged({ seed: found }, { bug })).wrong.length === 0; found += 1);
    const [first = ''] = (await judged({ seed: found }, { bug })).wrong;
    const short = await shortest({ seed: found }, ruleOf(first), { bug });
    const { life, wrong } = await judged(short, { bug, tells: true });
    expect(wrong.map(ruleOf)).toContain(ruleOf(first));
    expect(life.world.luck.fired.length).toBeLessThanOrEqual(3);
    expect(life.done.filter((name) => name.includes(' thing ')).length).toBeLessThanOrEqual(10);
    expect(life.world.story?.join('\n')).toMatch(/answer was lost|crashed it|never arrived|turned away/);
  }, 60_000);

  it('of any rule names the rule', () => {
    for (const rule of Object.keys(INVARIANTS)) expect(ruleOf(`${rule}: some words: and more`)).toBe(rule);
  });
});

describe('the options', () => {
  it('are refused in words when they make no sense', () => {
    expect(readOptions(['--schedules', '5', '--seed', '9', '--faults', 'crash,slow'])).toMatchObject({
      schedules: 5,
      seed: 9,
      kinds: ['crash', 'slow'],
    });
    expect(readOptions(['--faults', 'none']).kinds).toEqual([]);
    expect(() => readOptions(['--schedules', 'many'])).toThrow('--schedules wants a whole number from 1');
    expect(() => readOptions(['--faults', 'flood'])).toThrow('--faults knows no flood');
    expect(() => readOptions(['--bug', 'nothing'])).toThrow('--bug wants one of');
  });
});
