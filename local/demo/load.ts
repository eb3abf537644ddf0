import { readFileSync } from 'node:fs';
import { accountSettings } from './account.ts';
import { demoFiles } from './customers.ts';
import { type DemoFile, demoMonth } from './shapes.ts';

export type Api = (
  method: string,
  path: string,
  options?: { readonly body?: unknown; readonly png?: Buffer; readonly key?: string },
) => Promise<Answer>;

export type Answer = { readonly status: number; readonly body: unknown };

/** As many at once as keep two processors busy. */
const AT_ONCE = 6;

/** Loads the demo account over the API. Every creation has its own Idempotency-Key, so what was broken off can simply be done again. */
export async function loadDemo(api: Api, month: string): Promise<void> {
  await enterSettings(api, month);
  const files = demoFiles(demoMonth(month));
  const customerIds = await inParallel(files.map((file) => () => createCustomer(api, file)));
  await inParallel(files.flatMap((file, index) => childrenOf(api, file, customerIds[index] ?? '')));
}

async function enterSettings(api: Api, month: string): Promise<void> {
  const { setUp, logo } = (await api('GET', '/v1/account')).body as { readonly setUp: boolean; readonly logo?: unknown };
  if (!setUp) accepted(await api('PUT', '/v1/account', { body: accountSettings(month) }), 'the account');
  accepted(await api('POST', '/v1/sender', { body: {} }), 'the sender');
  if (logo) return;
  accepted(await api('PUT', '/v1/account/logo', { png: readFileSync(new URL('./logo.png', import.meta.url)) }), 'the logo');
}

async function createCustomer(api: Api, { key, customer }: DemoFile): Promise<string> {
  const answer = accepted(await api('POST', '/v1/customers', { body: customer, key: `demo-${key}` }), customer.name);
  return (answer.body as { customerId: string }).customerId;
}

function childrenOf(api: Api, { key, customer, services, charges = [] }: DemoFile, customerId: string): (() => Promise<void>)[] {
  const create = (kind: 'services' | 'charges') => (body: unknown, index: number) => async () => {
    const answer = await api('POST', `/v1/customers/${customerId}/${kind}`, { body, key: `demo-${key}-${kind}-${index}` });
    accepted(answer, `${kind} of ${customer.name}`);
  };
  return [...services.map(create('services')), ...charges.map(create('charges'))];
}

/** What the tasks answer, in their order. */
async function inParallel<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  const waiting = [...tasks.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) answers[next[0]] = await next[1]();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

function accepted(answer: Answer, what: string): Answer {
  if (answer.status < 300) return answer;
  throw new Error(`The API refused ${what} (${answer.status}): ${JSON.stringify(answer.body)}`);
}

/** The first month that the demo bills: the next one, so that nothing happens until somebody moves the clock. */
export function monthAfter(now: Date): string {
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: 'Australia/Sydney', year: 'numeric', month: '2-digit' }).format(now);
  const [year = 0, number = 0] = local.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
