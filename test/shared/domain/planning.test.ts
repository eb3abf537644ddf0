import { describe, expect, it } from 'vitest';
import type { CustomerFile } from '../../../shared/domain/customer.ts';
import { planMonth } from '../../../shared/domain/planning.ts';
import type { PageMessage } from '../../../shared/domain/ports.ts';
import { aCustomer, aMonth, anAccount, aService } from '../../support/builders.ts';
import { memoryStore } from '../../support/memoryStore.ts';

const JANUARY = aMonth('2026-01');
const clock = () => new Date('2026-01-10T00:00:00Z');

/** A reseller set up in January, and all that planning asks the world through. */
async function aReseller() {
  const store = memoryStore();
  const account = await store.accounts.save(anAccount({ revision: 0 }));
  const pages: PageMessage[] = [];
  let made = 0;
  const ports = {
    ...store,
    pageQueue: { add: async (messages: readonly PageMessage[]) => void pages.push(...messages) },
    ids: { fresh: () => `plan-${++made}` },
    metrics: { count: () => undefined },
  };
  return { store, account, ports, pages };
}

describe('a month that is planned', () => {
  it('gives out no number when a customer comes twice: one invoice a customer a month', async () => {
    const { store, account, ports, pages } = await aReseller();
    const file: CustomerFile = { customer: aCustomer(), services: [aService()], charges: [] };
    const customers = {
      async *files() {
        yield file;
        yield file;
      },
    };
    await expect(planMonth(account, JANUARY, { ...ports, customers }, { clock })).rejects.toThrow('The customer bakery came twice');
    expect([await store.runs.numbers('aap'), pages]).toEqual([undefined, []]);
  });
});
