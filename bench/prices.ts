/**
 * AWS's public list prices, in US dollars before tax, without free tiers, discounts or the steps of large volumes. They were not
 * fetched from AWS: check them there before anyone relies on a sum: https://aws.amazon.com/<service>/pricing/, region Asia Pacific
 * (Sydney). Change the date with the prices.
 */
export const PRICED = { region: 'ap-southeast-2', on: '2026-11-23' } as const;

const MILLION = 1_000_000;
const THOUSAND = 1_000;

/** Dollars for one of each. */
export const PRICES = {
  /** DynamoDB on demand, a write request unit: an item of up to 1 KB, or one place in an index. */
  writeUnits: 0.7115 / MILLION,
  /** DynamoDB on demand, a read request unit: up to 4 KB read consistently. */
  readUnits: 0.1423 / MILLION,
  /** S3 Standard: PUT, COPY, POST, LIST. */
  s3Puts: 0.0055 / THOUSAND,
  /** S3 Standard: GET, HEAD and all others. */
  s3Gets: 0.00044 / THOUSAND,
  /** SQS standard queue: one API call, those of Lambda's pollers too. */
  sqsRequests: 0.4 / MILLION,
  /** SES: one recipient of one email. */
  sesSends: 0.1 / THOUSAND,
  /** SES: a gigabyte of attachments. */
  attachedGb: 0.12,
  /** Lambda: one invocation. */
  invocations: 0.2 / MILLION,
  /** Lambda on arm64: a gigabyte for a second. */
  gbSeconds: 0.0000133334,
  /** CloudWatch Logs: a gigabyte taken in. */
  loggedGb: 0.67,
} as const;

export type Counted = Readonly<Record<keyof typeof PRICES, number>>;

/** Dollars of each thing that was counted. */
export function costs(counted: Counted): Record<keyof typeof PRICES, number> {
  const names = Object.keys(PRICES) as (keyof typeof PRICES)[];
  return Object.fromEntries(names.map((name) => [name, counted[name] * PRICES[name]])) as Record<keyof typeof PRICES, number>;
}

export const total = (dollars: Readonly<Record<string, number>>): number => Object.values(dollars).reduce((so, each) => so + each, 0);
