import { describe, expect, it } from 'vitest';
import { billCustomer } from '../../../shared/domain/billing.ts';
import { EMPTY_LEDGER } from '../../../shared/domain/ledger.ts';
import { toDecimal } from '../../../shared/domain/money.ts';
import { aCharge, aCustomer, aDay, aFile, aMonth, anInstant, aService, dec, someTerms } from '../../support/builders.ts';
import { Months } from '../../support/months.ts';

const fibre = aService();
const ended = (on: string) => aService({ to: aDay(on) });
const started = (on: string) => aService({ from: aDay(on) });

describe('what is left on purpose', () => {
  it('left out of a run is never billed later', () => {
    const months = new Months();
    const leftOut = aService({ leaveOut: [aMonth('2026-07')] });
    months.bill('2026-06', { services: [fibre] });
    expect(months.bill('2026-07', { services: [leftOut] })).toEqual([]);
    expect(months.bill('2026-08', { services: [leftOut] })).toEqual(['fibre 2026-08 100.00']);
  });

  it('goes by the run’s month, not the period’s', () => {
    const months = new Months('arrears');
    const leftOut = aService({ leaveOut: [aMonth('2026-07')] });
    expect(months.bill('2026-06', { services: [leftOut] })).toEqual(['fibre 2026-05 100.00']);
    expect(months.bill('2026-07', { services: [leftOut] })).toEqual([]);
    expect(months.bill('2026-08', { services: [leftOut] })).toEqual(['fibre 2026-07 100.00']);
  });

  it('not enabled is never billed later', () => {
    const months = new Months();
    expect(months.bill('2026-06', { services: [aService({ enabled: false })] })).toEqual([]);
    expect(months.bill('2026-07', { services: [fibre] })).toEqual(['fibre 2026-07 100.00']);
  });

  it('for a disabled customer is never billed later, and its charges stay open', () => {
    const months = new Months();
    const charges = [aCharge()];
    expect(months.bill('2026-06', { customer: aCustomer({ enabled: false }), services: [fibre], charges })).toEqual([]);
    expect(months.bill('2026-07', { services: [fibre], charges })).toEqual(['fibre 2026-07 100.00', 'setup 50.00']);
  });

  it('for a removed customer is all there is: removing acts as disabling', () => {
    const customer = aCustomer({ removed: anInstant('2026-06-10T00:00:00Z') });
    expect(new Months().bill('2026-07', { customer, services: [fibre], charges: [aCharge()] })).toEqual([]);
  });

  it('gives a disabled customer no line at all, not even a credit; enabled again in time, it gets it', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    const services = [ended('2026-06-15')];
    expect(months.bill('2026-07', { customer: aCustomer({ enabled: false }), services }, { mode: 'arrears' })).toEqual([]);
    expect(months.bill('2026-08', { services }, { from: aMonth('2026-06') })).toEqual(['fibre 2026-06 -50.00 adjusts N-2026-06 2026-06']);
  });

  it('has its amount told, ex tax: what a disabled customer would have paid, without what is left out anyway', () => {
    const services = [
      fibre,
      aService({ serviceId: 'phone', unitPrice: dec('20'), enabled: false }),
      aService({ serviceId: 'discount', unitPrice: dec('-10') }),
    ];
    const file = aFile({ customer: aCustomer({ enabled: false }), services });
    const terms = someTerms({ from: aMonth('2026-07') });
    expect(toDecimal(billCustomer(file, EMPTY_LEDGER, terms, 'N-1').forgone)).toBe('90.00');
    expect(billCustomer(aFile({ services }), EMPTY_LEDGER, terms, 'N-1').forgone).toBe(0);
  });
});

describe('a period that stays open', () => {
  it('because it has no active day yet is due in full when it gets some', () => {
    const months = new Months();
    expect(months.bill('2026-06', { services: [started('2026-07-01')] })).toEqual([]);
    expect(months.bill('2026-07', { services: [started('2026-06-16')] })).toEqual(['fibre 2026-06 50.00', 'fibre 2026-07 100.00']);
  });

  it('because no entry knew the service is due in full while it is in the window, and not after', () => {
    const months = new Months();
    months.bill('2026-05', {});
    months.bill('2026-06', {});
    expect(months.bill('2026-07', { services: [started('2026-05-01')] })).toEqual(['fibre 2026-06 100.00', 'fibre 2026-07 100.00']);
  });

  it('because a person skipped the month is billed by the next run', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    months.skip('2026-07');
    expect(months.bill('2026-08', { services: [fibre] })).toEqual(['fibre 2026-07 100.00', 'fibre 2026-08 100.00']);
  });

  it('stays settled over a skipped month when it was left on purpose before', () => {
    const months = new Months();
    months.bill('2026-06', { services: [aService({ leaveOut: [aMonth('2026-06')] })] });
    months.skip('2026-07', 'arrears');
    expect(months.bill('2026-08', { services: [fibre] })).toEqual(['fibre 2026-07 100.00', 'fibre 2026-08 100.00']);
  });
});

describe('a removed service', () => {
  it('that was billed ends that day: the unused days are credited', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    expect(months.bill('2026-07', { services: [aService({ removed: aDay('2026-06-15') })] })).toEqual([
      'fibre 2026-06 -50.00 adjusts N-2026-06 2026-06',
    ]);
  });

  it('that was billed is billed up to that day in arrears', () => {
    const months = new Months('arrears');
    months.bill('2026-06', { services: [fibre] });
    expect(months.bill('2026-07', { services: [aService({ removed: aDay('2026-06-15') })] })).toEqual(['fibre 2026-06 50.00']);
  });

  it('ends at its earlier end', () => {
    const months = new Months('arrears');
    months.bill('2026-06', { services: [fibre] });
    const service = aService({ to: aDay('2026-06-03'), removed: aDay('2026-06-15') });
    expect(months.bill('2026-07', { services: [service] })).toEqual(['fibre 2026-06 10.00']);
  });

  it('that was never billed is ignored', () => {
    const months = new Months('arrears');
    months.bill('2026-06', {});
    expect(months.bill('2026-07', { services: [aService({ from: aDay('2026-06-01'), removed: aDay('2026-06-15') })] })).toEqual([]);
  });

  it('that was only ever left out was never billed', () => {
    const months = new Months('arrears');
    months.bill('2026-06', { services: [aService({ enabled: false })] });
    expect(months.bill('2026-07', { services: [aService({ removed: aDay('2026-06-15') })] })).toEqual([]);
  });

  it('that was billed long ago, and held since, is still known as billed', () => {
    const months = new Months('arrears');
    months.bill('2026-02', { services: [fibre] });
    for (const month of ['2026-03', '2026-04', '2026-05', '2026-06']) months.bill(month, { services: [aService({ enabled: false })] });
    expect(months.bill('2026-07', { services: [aService({ removed: aDay('2026-06-15') })] })).toEqual(['fibre 2026-06 50.00']);
  });
});

describe('switching between advance and arrears', () => {
  it('to advance bills the month between as well: nothing is lost', () => {
    const months = new Months();
    expect(months.bill('2026-06', { services: [fibre] }, { mode: 'arrears' })).toEqual(['fibre 2026-05 100.00']);
    expect(months.bill('2026-07', { services: [fibre] }, { mode: 'advance' })).toEqual(['fibre 2026-06 100.00', 'fibre 2026-07 100.00']);
  });

  it('to arrears bills nothing the first time: nothing is doubled', () => {
    const months = new Months();
    expect(months.bill('2026-06', { services: [fibre] }, { mode: 'advance' })).toEqual(['fibre 2026-06 100.00']);
    expect(months.bill('2026-07', { services: [fibre] }, { mode: 'arrears' })).toEqual([]);
    expect(months.bill('2026-08', { services: [fibre] }, { mode: 'arrears' })).toEqual(['fibre 2026-07 100.00']);
  });
});
