import { metrics } from '../shared/aws/metrics.ts';
import { runQueue, uploadQueue } from '../shared/aws/queues.ts';
import type { Account } from '../shared/domain/account.ts';
import { inParallel } from '../shared/domain/parallel.ts';
import { firstNumbers } from '../shared/domain/planning.ts';
import { MISSED_MONTHS_LIMIT, missingMonths, monthDue } from '../shared/domain/runMonths.ts';
import { schedule, task } from '../shared/lambda/schedule.ts';
import { accounts } from '../shared/store/accounts.ts';
import { runs } from '../shared/store/runs.ts';

/** Accounts asked at once. */
const WIDTH = 16;

/**
 * The hourly question: which accounts have a month to make? It only queues the work. It may run late, twice or not at all: the next hour
 * asks again, and a month that is planned already is not planned again. One account's trouble holds up none of the others.
 */
export const startRuns = task({
  ports: { accounts, runs, runQueue, uploadQueue, metrics },
  async run({ now, log }, ports) {
    const all: string[] = [];
    for await (const account of ports.accounts.all()) all.push(account);
    await inParallel(all, WIDTH, async (account) => {
      try {
        const settings = await ports.accounts.get(account);
        if (!settings) return;
        const month = await monthOf(settings, ports, now);
        if (month) await ports.runQueue.plan({ account, month });
        // A month may roll over without a run; whether anything is to go to Xero, its worker asks.
        if (settings.xero.uploadByItself) await ports.uploadQueue.add({ account });
      } catch (error) {
        ports.metrics.count('StartFailed', 1, { account });
        log(error);
      }
    });
  },
});

type Ports = { readonly runs: typeof runs; readonly metrics: typeof metrics };

/** The month to queue: one that was committed and is still open, so that whatever was lost after the commit is done; or the one due. */
async function monthOf(settings: Account, ports: Ports, now: Date) {
  const { accountId: account } = settings;
  const numbers = (await ports.runs.numbers(account)) ?? firstNumbers(settings);
  if (missingMonths(settings, numbers, now).length > MISSED_MONTHS_LIMIT) ports.metrics.count('MonthsMissed', 1, { account });
  return numbers.openMonth ?? monthDue(settings, numbers, now);
}

export const handler = schedule(startRuns);
