import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { customers } from '../../../shared/store/customers.ts';
import { invoices } from '../../../shared/store/invoices.ts';
import { runs } from '../../../shared/store/runs.ts';
import { aCharge, aLine, aMonth, anInvoice, someNumbers } from '../../support/builders.ts';
import { type Fault, type LossyDoor, openLossyDoor } from '../../support/lossyDoor.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { anAccountId, streamOf } from './contracts/collected.ts';
import { priced } from './contracts/plans.ts';
import { aRun } from './contracts/runs.ts';

const JULY = aMonth('2026-07');

let table: FreshTable;
let door: LossyDoor;
beforeAll(async () => {
  table = await freshTable();
  door = await openLossyDoor(table.endpoint);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = door.endpoint;
});
afterAll(async () => {
  await door.stop();
  await table.stop();
});
afterEach(() => {
  door.fault = () => undefined;
  door.meanwhile = async () => undefined;
});

/** The fault befalls the first `times` requests of this operation. */
function befalls(operation: string, fault: Fault, times = 1): void {
  let left = times;
  door.fault = (request) => {
    if (request.operation !== operation || left === 0) return undefined;
    left -= 1;
    return fault;
  };
}

async function stored(over: Partial<Invoice> = {}): Promise<Invoice> {
  const invoice = anInvoice({ accountId: anAccountId(), revision: 0, ...over });
  await invoices.create(invoice);
  return { ...invoice, revision: 1 };
}
const reread = ({ accountId, month, customerId }: Invoice) => invoices.get(accountId, month, customerId);

describe('a conditional write whose answer is lost', () => {
  it('was ours when it stands, though repeating it fails', async () => {
    befalls('PutItem', 'lost');
    const created = anInvoice({ accountId: anAccountId(), revision: 0 });
    expect(await invoices.create(created)).toBe(true);

    befalls('PutItem', 'lost');
    const saved = await invoices.save({ ...created, revision: 1, attempt: 1 });
    expect(await reread(created)).toStrictEqual(saved);
  });

  it('was ours even when no repetition was ever answered', async () => {
    const invoice = await stored();
    befalls('PutItem', 'lost', 100);
    expect((await invoices.save({ ...invoice, attempt: 1 })).revision).toBe(2);
  });

  it('is simply repeated when it never arrived', async () => {
    const invoice = await stored();
    befalls('PutItem', 'unsent');
    expect((await invoices.save({ ...invoice, attempt: 1 })).revision).toBe(2);
  });

  it('is reported as what went wrong, and changes nothing, when it never arrives', async () => {
    const invoice = await stored();
    befalls('PutItem', 'unsent', 100);
    const failure = await invoices.save({ ...invoice, attempt: 1 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(Problem);
    expect(await reread(invoice)).toStrictEqual(invoice);
  });

  it("is stale when another's stands where ours would", async () => {
    const invoice = await stored();
    door.fault = ({ operation, body }) => (operation === 'PutItem' && body.includes('"attempt":{"N":"8"}') ? 'unsent' : undefined);
    const ours = invoices.save({ ...invoice, attempt: 8 });
    const others = await invoices.save({ ...invoice, attempt: 7 });
    await expect(ours).rejects.toMatchObject({ code: 'stale' });
    expect(await reread(invoice)).toStrictEqual(others);
  });

  it('is stale when it names a revision that is still to come, however often it was repeated', async () => {
    const invoice = await stored();
    befalls('PutItem', 'unsent');
    await expect(invoices.save({ ...invoice, revision: 999_999 })).rejects.toMatchObject({ code: 'stale' });
    befalls('PutItem', 'lost');
    await expect(invoices.save({ ...invoice, revision: 999_999 })).rejects.toMatchObject({ code: 'stale' });
    expect(await reread(invoice)).toStrictEqual(invoice);
  });

  it('is never called stale when it stood and was overwritten since: a planner would erase what it has committed', async () => {
    const accountId = anAccountId();
    const months = { [JULY]: { plan: 'p1', first: 1, count: 1, period: JULY } };
    const committing = someNumbers({ accountId, next: 2, openMonth: JULY, months, revision: 0 });
    await runs.saveNumbers(someNumbers({ accountId, next: 1, revision: 0 }));
    let first = true;
    befalls('PutItem', 'lost');
    door.meanwhile = async ({ operation }) => {
      if (operation !== 'PutItem' || !first) return;
      first = false;
      // Another worker has seen the commit already and gone on from there.
      await runs.saveNumbers({ ...committing, next: 3, revision: 2 });
    };
    const failure = await runs.saveNumbers({ ...committing, revision: 1 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(Problem);
    expect(await runs.numbers(accountId)).toMatchObject({ next: 3, revision: 3, months });
  });

  it('leaves what was asked for, of a charge, a domain and a run too', async () => {
    const accountId = anAccountId();
    befalls('PutItem', 'lost');
    const charge = await customers.saveCharge(accountId, aCharge({ revision: 0 }));
    befalls('PutItem', 'lost');
    expect(await customers.markInvoiced(accountId, { ...charge, number: 'N-1', invoiceId: 'i' })).toBe(true);
    befalls('PutItem', 'lost');
    await accounts.claimDomain(`${accountId}.example`, accountId, 1);

    const another = await customers.saveCharge(accountId, aCharge({ chargeId: 'other', revision: 0 }));
    befalls('DeleteItem', 'lost');
    await customers.removeCharge(accountId, another);
    await expect(customers.getCharge(accountId, 'bakery', 'other')).rejects.toMatchObject({ code: 'not-found' });

    befalls('PutItem', 'lost');
    await runs.open(aRun(accountId));
    befalls('UpdateItem', 'lost');
    expect((await runs.markDone(accountId, JULY, 2)).done).toEqual([2]);
    befalls('UpdateItem', 'lost');
    await runs.close({ ...aRun(accountId), state: 'closed', closedAt: aRun(accountId).openedAt });
    expect(await runs.find(accountId, JULY)).toMatchObject({ state: 'closed', done: [2] });
  });
});

describe('a charge', () => {
  it('that could not be removed is not said to have been changed by another', async () => {
    const account = anAccountId();
    const charge = await customers.saveCharge(account, aCharge({ revision: 0 }));
    befalls('DeleteItem', 'unsent', 100);
    const why = await customers.removeCharge(account, charge).catch((error: unknown) => error);
    expect(why).toBeInstanceOf(Error);
    expect(why).not.toBeInstanceOf(Problem);
    expect(await customers.getCharge(account, charge.customerId, charge.chargeId)).toMatchObject({ revision: 1 });
  });

  it('that is billed by now is certainly not changed, though the request had to be repeated', async () => {
    const account = anAccountId();
    const charge = await customers.saveCharge(account, aCharge({ revision: 0 }));
    await customers.markInvoiced(account, { ...charge, number: 'AAP-00001', invoiceId: '2026-07_bakery' });
    const billed = await customers.getCharge(account, charge.customerId, charge.chargeId);
    befalls('PutItem', 'unsent');
    await expect(customers.saveCharge(account, { ...billed, description: 'Something else' })).rejects.toMatchObject({ code: 'stale' });
    expect(await customers.getCharge(account, charge.customerId, charge.chargeId)).toEqual(billed);
  });
});

describe('a throttled table', () => {
  it('is given what it left undone of a batch until all stands', async () => {
    const accountId = anAccountId();
    let refusals = 0;
    door.fault = ({ operation, body }) => {
      if (operation !== 'BatchWriteItem' || refusals === 2) return undefined;
      refusals += 1;
      const { RequestItems } = JSON.parse(body) as { RequestItems: unknown };
      return { answer: JSON.stringify({ UnprocessedItems: RequestItems }) };
    };
    const lines = [aLine(), aLine({ description: 'second' })];
    expect(await runs.writeEntries(accountId, 'p1', streamOf([priced(accountId, 'p1', 'a', lines)]))).toBe(1);
    expect(refusals).toBe(2);
    expect(await invoices.lines({ accountId, month: JULY, customerId: 'a', plan: 'p1', lineCount: 2 })).toStrictEqual(lines);
  });

  it('is asked again for what it left out of a batch', async () => {
    const { accountId } = await stored({ sequence: 1 });
    let refusals = 0;
    door.fault = ({ operation, body }) => {
      if (operation !== 'BatchGetItem' || refusals === 1) return undefined;
      refusals += 1;
      const { RequestItems } = JSON.parse(body) as { RequestItems: unknown };
      return { answer: JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems }) };
    };
    const { items } = await invoices.byNumber(accountId, { newestFirst: true, limit: 10 });
    expect([items.length, refusals]).toEqual([1, 1]);
  });
});
