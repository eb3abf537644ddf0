import { type Counted, costs, PRICED, type PRICES, total } from '../prices.ts';
import { LINES, type Told } from './story.ts';

/** What a month took, for people, and the figures that are held side by side: all of them per invoice, but where it says otherwise. */
export type Report = {
  readonly customers: number;
  readonly dollarsPerThousand: number;
  readonly storeRequests: number;
  readonly gbSeconds: number;
  readonly figures: readonly (readonly [name: string, text: string])[];
  readonly told: Told;
};

const GB_IN_KB = 1024 * 1024;

export function report(told: Told): Report {
  const { customers, seconds, memoryMb, counted, functions, reading } = told;
  const each = (name: string) => (counted[name] ?? 0) / customers;
  const dollars = costs(counted as Counted);
  const perThousand = (amount: number) => (amount / customers) * 1000;
  const busy = Object.entries(functions).sort(([, one], [, other]) => other.seconds - one.seconds);
  const [slowest] = busy;
  const stretches = Object.entries({
    planning: seconds.planned,
    'making the invoices': seconds.made,
    'emailing and hearing of it': seconds.delivered,
  });
  const [longest] = stretches.sort(([, one], [, other]) => other - one);
  const requests = each('writeRequests') + each('readRequests');
  return {
    customers,
    dollarsPerThousand: perThousand(total(dollars)),
    storeRequests: requests,
    gbSeconds: each('gbSeconds'),
    told,
    figures: [
      ['lines an invoice', String(LINES)],
      ['invoices a minute, run to delivered', ((customers / seconds.all) * 60).toFixed(0)],
      ...stretches.map(([name, took]) => [`${name}, s`, took.toFixed(1)] as const),
      ['slowest part', `${longest?.[0]}`],
      [
        'busiest function',
        `${slowest?.[0].replace('Function', '')} (${(((slowest?.[1].seconds ?? 0) / customers) * 1000).toFixed(0)} ms an invoice)`,
      ],
      ['failed invocations', String(busy.reduce((so, [, { failures }]) => so + failures, 0))],
      ['peak memory of the host and all stand-ins, MB', memoryMb.host.toFixed(0)],
      ...Object.entries(memoryMb.heaps)
        .sort(([, one], [, other]) => other - one)
        .slice(0, 5)
        .map(([name, mb]) => [`peak heap of ${name.replace('Function', '')}, MB`, mb.toFixed(0)] as const),
      ['write requests', each('writeRequests').toFixed(2)],
      ['write units, indexes included', each('writeUnits').toFixed(2)],
      ['read requests', each('readRequests').toFixed(2)],
      ['read units', each('readUnits').toFixed(2)],
      ['S3 puts', each('s3Puts').toFixed(2)],
      ['S3 gets', each('s3Gets').toFixed(2)],
      ["SQS requests, Lambda's pollers included", each('sqsRequests').toFixed(2)],
      ['SES sends', each('sesSends').toFixed(2)],
      ['attached, KB', (each('attachedGb') * GB_IN_KB).toFixed(1)],
      ['Lambda invocations', each('invocations').toFixed(2)],
      ['GB-seconds, at the pace of this machine', each('gbSeconds').toFixed(3)],
      ['logged, KB', (each('loggedGb') * GB_IN_KB).toFixed(2)],
      ...Object.entries(dollars).map(
        ([name, amount]) => [`$ per 1,000 invoices: ${WORDS[name as keyof typeof PRICES]}`, perThousand(amount).toFixed(4)] as const,
      ),
      [`$ per 1,000 invoices in all (${PRICED.region}, ${PRICED.on})`, perThousand(total(dollars)).toFixed(4)],
      ...Object.entries(reading).map(([name, took]) => [`${name}, s`, took.toFixed(2)] as const),
    ],
  };
}

const WORDS: Readonly<Record<keyof typeof PRICES, string>> = {
  writeUnits: 'DynamoDB writes',
  readUnits: 'DynamoDB reads',
  s3Puts: 'S3 puts',
  s3Gets: 'S3 gets',
  sqsRequests: 'SQS',
  sesSends: 'SES emails',
  attachedGb: 'SES attachments',
  invocations: 'Lambda invocations',
  gbSeconds: 'Lambda GB-seconds',
  loggedGb: 'logs',
};
