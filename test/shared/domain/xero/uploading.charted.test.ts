import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../shared/domain/xero/ports.ts';
import type { UploadingPorts } from '../../../../shared/domain/xero/session.ts';
import { money } from '../../../support/builders.ts';
import { UploadingReseller } from './uploadingReseller.ts';

/** A reseller whose Xero answers this when it is asked for its tax rates. */
class RatelessReseller extends UploadingReseller {
  readonly #answer: Answer<never>;

  constructor(answer: Answer<never>) {
    super();
    this.#answer = answer;
  }

  override ports(): UploadingPorts {
    const ports = super.ports();
    const open: UploadingPorts['accounting']['open'] = (access) => ({
      ...ports.accounting.open(access),
      taxRates: async () => this.#answer,
    });
    return { ...ports, accounting: { open } };
  }
}

describe('an organisation that does not show its tax rates', () => {
  it.each<[Answer<never>, string, string]>([
    [{ outcome: 'refused', words: 'Not for this role' }, 'Xero does not show its tax rates: Not for this role', '2026-08-05T02:05:00.000Z'],
    [{ outcome: 'limited', limit: 'day', seconds: 3600 }, 'Xero’s limit of calls in a day is reached', '2026-08-05T03:00:00.000Z'],
  ])('gets no invoice, and a person is told: %j', async (answer, words, heldUntil) => {
    const reseller = new RatelessReseller(answer);
    await reseller.setUp(1);
    await reseller.work();
    expect(await reseller.states()).toEqual({ waiting: 1 });
    expect(reseller.asked.filter((each) => each.startsWith('put'))).toEqual([]);
    expect(await reseller.connection()).toMatchObject({ heldUntil, trouble: { words } });
  });
});

describe('an organisation that does not show its accounts', () => {
  it('gets no invoice, and a person is told', async () => {
    const reseller = new UploadingReseller();
    reseller.chart = () => ({ outcome: 'refused', words: 'Not for this role' });
    await reseller.setUp(1);
    await reseller.work();
    expect([await reseller.states(), reseller.asked]).toEqual([{ waiting: 1 }, ['accounts']]);
    const trouble = { words: 'Xero does not show its accounts: Not for this role' };
    expect(await reseller.connection()).toMatchObject({ heldUntil: '2026-08-05T02:05:00.000Z', trouble });
  });
});

describe('an invoice that goes up', () => {
  it.each([
    ['draft', 'In Xero as a draft'],
    ['authorised', 'In Xero as authorised'],
  ] as const)('as %s says so in its history, and not that it was found there', async (uploadAs, words) => {
    const reseller = new UploadingReseller();
    await reseller.setUp(1, {}, { uploadAs });
    await reseller.work();
    const [invoice] = await reseller.invoices();
    expect(invoice?.history.at(-1)?.words).toBe(words);
  });

  it('with another total than ours rings once', async () => {
    const reseller = new UploadingReseller();
    const rung: [string, number][] = [];
    const ports = reseller.ports.bind(reseller);
    reseller.ports = () => ({ ...ports(), metrics: { count: (name, value = 1) => void rung.push([name, value]) } });
    reseller.put = async ([document]) => {
      const number = document?.number ?? '';
      return { outcome: 'done', value: [{ number, taken: true, id: 'x-1', total: money('110.01') }] };
    };
    await reseller.setUp(1);
    await reseller.work();
    expect(rung).toEqual([['XeroTotalDiffers', 1]]);
  });

  it('under a key that Xero says is in use may be there: it is looked up, and neither refused nor sent anew', async () => {
    const reseller = new UploadingReseller();
    reseller.put = async () => ({ outcome: 'refused', words: 'The Idempotency-Key is in use by another request' });
    await reseller.setUp(1);
    await reseller.work();
    expect(await reseller.states()).toEqual({ unknown: 1 });
  });
});
