import type { EmailNews } from '../../shared/domain/emailNews.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { instant } from '../../shared/domain/month.ts';
import type { PlanEntry } from '../../shared/domain/plan.ts';
import { documentOf } from '../../shared/domain/printing.ts';
import { billedAsDue, chargesOnce, totalsAddUp } from './invariantsOfMoney.ts';
import { xeroOnce } from './invariantsOfXero.ts';
import type { Life } from './life.ts';
import { ACCOUNT } from './office.ts';
import { paperOf } from './papers.ts';
import { DELAY_S } from './world.ts';

/** A rule that must hold after any life; it answers what breaks it, in words. */
export type Invariant = (life: Life, invoices: readonly Invoice[]) => Promise<readonly string[]> | readonly string[];

const nameOf = ({ month, customerId }: Pick<Invoice, 'month' | 'customerId'>) => `${month} ${customerId}`;
const attemptOf = (invoice: Invoice) => `${nameOf(invoice)} ${invoice.attempt}`;

/** By their numbers on the facts' page, and what a person would lose. */
export const INVARIANTS: Readonly<Record<string, Invariant>> = {
  '1. one invoice a customer and month, as planned, and none besides': async ({ world, months, clerk }, invoices) => {
    const { runs } = world.store;
    const numbers = await runs.numbers(ACCOUNT);
    const planned: string[] = [];
    const told = new Map<string, string[]>();
    for (const [month, { plan, skipped }] of Object.entries(numbers?.months ?? {})) {
      if (skipped) continue;
      const entries: PlanEntry[] = [];
      for await (const entry of runs.allEntries(await runs.head(ACCOUNT, plan))) entries.push(entry);
      planned.push(...entries.flatMap((entry) => (entry.outcome === 'skipped' ? [] : [`${month} ${entry.customerId}`])));
      told.set(
        month,
        entries.map(({ customerId }) => customerId),
      );
    }
    const removed = world.read.size > 0 ? await clerk.removed() : [];
    const unheard = [...told].flatMap(([month, customers]) =>
      clerk.customers
        .filter((each) => !customers.includes(each) && !removed.includes(each))
        .map((each) => `${each} is not heard of in ${month}`),
    );
    const missed = months.filter((month) => !numbers?.months[month]).map((month) => `${month} was never made`);
    return [...missed, ...unheard, ...differences('made', invoices.map(nameOf), 'planned', planned)];
  },

  '2. numbers are whole, without a gap or a double': async ({ world }, invoices) => {
    const numbers = await world.store.runs.numbers(ACCOUNT);
    const sequences = invoices.map(({ sequence }) => sequence);
    const whole = sequences.every((sequence, index) => sequence === index + 1);
    const wrong = whole ? [] : [`the numbers are ${sequences.join(', ')}`];
    if (numbers?.next !== invoices.length + 1) wrong.push(`the next number is ${numbers?.next}, after ${invoices.length} invoices`);
    if (numbers?.openMonth) wrong.push(`${numbers.openMonth} is open for ever`);
    return wrong;
  },

  '3. at most one email for each request to send, and not before its time': ({ world }) =>
    [...world.post.taken].flatMap(([attempt, taken]) => {
      const queued = world.witness.queuedAt.get(attempt);
      const first = queued && new Date(queued.getTime() + DELAY_S * 1000);
      return [
        ...(taken.length > 1 ? [`${attempt} was emailed ${taken.length} times`] : []),
        ...taken.flatMap(({ at }) =>
          first && at >= first ? [] : [`${attempt} was emailed at ${instant(at)}, queued at ${queued && instant(queued)}`],
        ),
      ];
    }),

  '4. what was cancelled is never emailed': ({ world, clerk }) =>
    [...clerk.cancelled].flatMap((attempt) => (world.post.taken.has(attempt) ? [`${attempt} was cancelled, and emailed`] : [])),

  '5. every attempt ends, or is in doubt for a cause': ({ world }, invoices) =>
    invoices.flatMap((invoice) => {
      const { status, history } = invoice;
      const attempt = attemptOf(invoice);
      const isTaken = world.post.taken.has(attempt);
      const wrong = (words: string) => [`${attempt} is ${status}${words}`];
      if (['queued', 'sending', 'parked'].includes(status)) return wrong(' for ever');
      if (status === 'unconfirmed' && !world.post.unheard.has(attempt)) return wrong(', and nobody failed to hear of it');
      if (['sent', 'delayed', 'delivered', 'bounced', 'complained'].includes(status) && !isTaken) return wrong(', and was never emailed');
      if (['draft', 'cancelled'].includes(status) && isTaken) return wrong(', and was emailed');
      if (status === 'failed' && isTaken && !world.post.unheard.has(attempt)) return wrong(', and was emailed');
      if (status === 'failed' && !history.at(-1)?.words) return wrong(' without a reason');
      return [];
    }),

  '5b. the status is what befell its to-addresses, as far as we were told': ({ world }, invoices) =>
    invoices.flatMap((invoice) => {
      const { status, attempt } = invoice;
      const [told, recorded] = [toldOf(invoice, world.told), toldOf(invoice, world.recorded)];
      const wrong = (words: string) => [`${nameOf(invoice)} ${attempt} is ${status}, though ${words}`];
      if (status === 'bounced' && !told.has('bounce', true)) return wrong('no to-address bounced');
      if (status === 'complained' && !told.has('complaint')) return wrong('nobody at a to-address complained');
      if (status === 'delivered' && !told.has('delivery')) return wrong('nothing was delivered to a to-address');
      if (status === 'delayed' && !told.has('delay') && !told.has('bounce', false)) return wrong('nothing was delayed');
      const isBad = status === 'bounced' || status === 'complained';
      if ((recorded.has('bounce', true) || recorded.has('complaint')) && !isBad) return wrong('a to-address bounced or complained');
      if (recorded.has('delivery') && !isBad && status !== 'delivered') return wrong('it was delivered');
      if (recorded.any && ['unconfirmed', 'sending'].includes(status)) return wrong('news of it came');
      return [];
    }),

  '5c. no news stands twice in a history': (_, invoices) =>
    invoices.flatMap(({ number, history }) => {
      const keys = history.flatMap(({ key }) => key ?? []);
      return keys.length > new Set(keys).size ? [`${number} tells something twice`] : [];
    }),

  '5d. each email is to whom its invoice said, with that invoice’s own PDF': async ({ world }, invoices) => {
    const wrong: string[] = [];
    for (const [attempt, taken] of world.post.taken) {
      const invoice = invoices.find((each) => attempt.startsWith(`${nameOf(each)} `));
      if (!invoice) wrong.push(`${attempt} was emailed, and there is no such invoice`);
      if (!invoice) continue;
      const paper = Buffer.from(paperOf(await documentOf(invoice, world.store))).toString();
      for (const { email } of taken) {
        if (Buffer.from(email.attachments[0]?.content ?? []).toString() !== paper) wrong.push(`${attempt} was emailed with another PDF`);
        const strangers = [...email.to, ...email.cc].filter((address) => !address.includes(invoice.customerId));
        if (strangers.length > 0) wrong.push(`${attempt} was emailed to ${strangers.join()}`);
        if (!email.subject.includes(invoice.number)) wrong.push(`${attempt} was emailed as “${email.subject}”`);
      }
    }
    return wrong;
  },

  '6. totals are the sums of their lines': totalsAddUp,
  '6b. each service and period comes to what was due': billedAsDue,
  '6c. each charge is on exactly one invoice, and says so': chargesOnce,

  '7. nothing is written that must never be': ({ world }) => world.witness.wrong,

  '8. one document a number in Xero, with our total': xeroOnce,

  '9. one faulty customer delays none of the others': ({ clerk, world }, invoices) => {
    const parked = invoices.filter(({ history }) => history[0]?.status === 'parked');
    const innocent = parked.filter(({ customerId }) => customerId !== 'wild');
    return [
      ...innocent.map(({ number, customerId }) => `${number} of ${customerId} was parked`),
      ...(clerk.customers.length === 0 ? ['nobody is billed'] : []),
      ...(world.counted.includes('RunCheckFailed') ? ['a run found itself wrong'] : []),
    ];
  },

  'nothing rings that only a fault of ours can ring': ({ world }) =>
    [...new Set(world.counted)]
      .filter((name) => ['ChargeClash', 'RunCheckFailed', 'XeroTotalDiffers'].includes(name))
      .map((name) => `${name} rang`),

  'what is in doubt rings': ({ world }, invoices) => {
    const inDoubt = invoices.filter(({ status }) => status === 'unconfirmed');
    return inDoubt.length > world.counted.filter((name) => name === 'Unconfirmed').length + world.turns.deaths
      ? [`${inDoubt.length} are in doubt, and fewer alarms rang`]
      : [];
  },
};

/** What was told of the invoice's newest email, and whether of a to-address. */
function toldOf(invoice: Invoice, news: readonly EmailNews[]) {
  const ofIt = news.filter((each) => `${each.month} ${each.customer} ${each.attempt}` === attemptOf(invoice));
  const ofTo = ofIt.filter(({ addresses }) => addresses.some((address) => invoice.recipients.to.includes(address)));
  const has = (kind: EmailNews['kind'], permanent?: boolean): boolean =>
    ofTo.some((each) => each.kind === kind && (permanent === undefined || each.bounce?.permanent === permanent));
  return { any: ofIt.length > 0, has };
}

/** What breaks a rule, each with the rule's name. */
export async function broken(life: Life): Promise<string[]> {
  const invoices = await life.invoices();
  const wrong: string[] = [];
  for (const [rule, invariant] of Object.entries(INVARIANTS)) {
    for (const words of await invariant(life, invoices)) wrong.push(`${rule}: ${words}`);
  }
  return wrong;
}

function differences(ones: string, one: readonly string[], others: string, other: readonly string[]): string[] {
  const doubles = one.filter((each, index) => one.indexOf(each) !== index);
  return [
    ...doubles.map((each) => `${each} is ${ones} twice`),
    ...one.filter((each) => !other.includes(each)).map((each) => `${each} is ${ones}, and not ${others}`),
    ...other.filter((each) => !one.includes(each)).map((each) => `${each} is ${others}, and not ${ones}`),
  ];
}
