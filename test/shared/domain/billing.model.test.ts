import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Month } from '../../../shared/domain/month.ts';
import { histories } from '../../support/billingHistories.ts';
import { monthAfter } from '../../support/billingOracle.ts';
import { apply, dayBefore } from '../../support/billingWorld.ts';
import { ModelReseller } from '../../support/modelReseller.ts';

/** More by hand: `HISTORIES=20000 npx vitest run test/shared/domain/billing.model.test.ts`. */
const RUNS = Number(process.env.HISTORIES ?? 3_000);

test(`bills ${RUNS} random histories of a year and more as the rules say, whoever forgets what`, { timeout: 600_000 }, () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(histories, (history) => {
      const reseller = new ModelReseller(history);
      let month: Month = history.first;
      for (const [index, { day, late, doings, skip }] of history.steps.entries()) {
        for (const doing of index === 0 ? [...history.begins, ...doings] : doings) {
          if (doing.do === 'repair') reseller.repair(doing.heal, doing.confirm);
          else apply(reseller.world, doing, dayBefore(monthAfter(month, late) as Month, day), month);
        }
        reseller.run(month, skip);
        month = monthAfter(month, 1) as Month;
      }
      reseller.settleUp(month);
      for (const [what, count] of Object.entries(reseller.seen)) seen[what] = (seen[what] ?? 0) + count;
    }),
    { numRuns: RUNS },
  );
  if (process.env.HISTORIES) console.log(seen);
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(RUNS / 5);
});
