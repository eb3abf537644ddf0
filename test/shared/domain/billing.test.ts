import { describe, expect, it } from 'vitest';
import { toDecimal } from '../../../shared/domain/money.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { aCharge, aDay, aMonth, aService, dec, money } from '../../support/builders.ts';
import { Months } from '../../support/months.ts';

const fibre = aService();
const ended = (on: string) => aService({ to: aDay(on) });
const started = (on: string) => aService({ from: aDay(on) });

describe('due less billed', () => {
  it('bills in advance the month itself, in arrears the month before', () => {
    expect(new Months('advance').bill('2026-07', { services: [fibre] })).toEqual(['fibre 2026-07 100.00']);
    expect(new Months('arrears').bill('2026-07', { services: [fibre] })).toEqual(['fibre 2026-06 100.00']);
  });

  it('bills each period once', () => {
    const months = new Months();
    expect(months.bill('2026-07', { services: [fibre] })).toEqual(['fibre 2026-07 100.00']);
    expect(months.bill('2026-08', { services: [fibre] })).toEqual(['fibre 2026-08 100.00']);
  });

  it('bills no period before the P of the first run', () => {
    expect(new Months().bill('2026-07', { services: [started('2026-01-01')] })).toEqual(['fibre 2026-07 100.00']);
  });

  it('bills the part month of a service begun mid-month with the coming month, in advance', () => {
    const months = new Months();
    months.bill('2026-06', {});
    expect(months.bill('2026-07', { services: [started('2026-06-16')] })).toEqual(['fibre 2026-06 50.00', 'fibre 2026-07 100.00']);
  });

  it('bills the part month of a service begun mid-month alone, in arrears', () => {
    const months = new Months('arrears');
    months.bill('2026-06', {});
    expect(months.bill('2026-07', { services: [started('2026-06-16')] })).toEqual(['fibre 2026-06 50.00']);
  });

  it('bills $6.45 for $10.00 from 12 January, and $38.71 for $100.00 from 20 January', () => {
    const services = [
      aService({ serviceId: 'ten', unitPrice: dec('10'), from: aDay('2026-01-12') }),
      aService({ serviceId: 'hundred', from: aDay('2026-01-20') }),
    ];
    expect(new Months('arrears').bill('2026-02', { services })).toEqual(['ten 2026-01 6.45', 'hundred 2026-01 38.71']);
  });

  it('credits the unused days of a service that ended after being billed in advance, naming the invoice and period', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    expect(months.bill('2026-07', { services: [ended('2026-06-15')] })).toEqual(['fibre 2026-06 -50.00 adjusts N-2026-06 2026-06']);
  });

  it('bills back what it credited when the end is taken away again in time', () => {
    const months = new Months();
    months.bill('2026-06', { services: [aService({ to: aDay('2026-06-15') })] });
    expect(months.bill('2026-07', { services: [fibre] })).toEqual([
      'fibre 2026-06 50.00 adjusts N-2026-06 2026-06',
      'fibre 2026-07 100.00',
    ]);
  });

  it('makes no line of a zero difference, whatever else of the service was edited', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    const edited = aService({ description: 'Fibre, renamed', unitPrice: dec('500'), to: aDay('2026-06-30') });
    expect(months.bill('2026-07', { services: [edited] })).toEqual([]);
  });

  it('credits the rounded difference, so that the lines of a period come to what is due', () => {
    const months = new Months();
    months.bill('2026-01', { services: [aService({ unitPrice: dec('10') })] });
    const lines = months.bill('2026-02', { services: [aService({ unitPrice: dec('10'), to: aDay('2026-01-20') })] });
    expect(lines).toEqual(['fibre 2026-01 -3.55 adjusts N-2026-01 2026-01']);
  });

  it('changes nothing for news of a period older than the window', () => {
    const months = new Months();
    for (const month of ['2026-05', '2026-06', '2026-07']) months.bill(month, { services: [fibre] });
    expect(months.bill('2026-08', { services: [ended('2026-05-10')] })).toEqual(['fibre 2026-07 -100.00 adjusts N-2026-07 2026-07']);
  });
});

describe('a period once billed', () => {
  it('keeps its first price, and a new price starts with the next unbilled period', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    const dearer = aService({ unitPrice: dec('130'), quantity: dec('2') });
    expect(months.bill('2026-07', { services: [dearer] })).toEqual(['fibre 2026-07 260.00']);
  });

  it('is credited at its first price and quantity', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    const dearer = aService({ unitPrice: dec('130'), quantity: dec('2'), to: aDay('2026-06-15') });
    expect(months.bill('2026-07', { services: [dearer] })).toEqual(['fibre 2026-06 -50.00 adjusts N-2026-06 2026-06']);
  });

  it('is credited at its first tax rate, also when the seller’s registration ended meanwhile', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    const [credit] = months.lines('2026-07', { services: [ended('2026-06-15')] }, { registeredForTax: false });
    expect([credit?.taxRate, credit?.tax]).toEqual([dec('10'), money('-5')]);
  });

  it('is trued up although it is left out now, or not enabled any more', () => {
    for (const over of [{ leaveOut: [aMonth('2026-07')] }, { enabled: false }]) {
      const months = new Months();
      months.bill('2026-06', { services: [fibre] });
      expect(months.bill('2026-07', { services: [aService({ ...over, to: aDay('2026-06-15') })] })).toEqual([
        'fibre 2026-06 -50.00 adjusts N-2026-06 2026-06',
      ]);
    }
  });

  it('names the invoice that billed it first, also in its second correction', () => {
    const months = new Months();
    months.bill('2026-06', { services: [fibre] });
    months.bill('2026-07', { services: [ended('2026-06-15')] }, { mode: 'arrears' });
    expect(months.bill('2026-08', { services: [ended('2026-06-20')] }, { from: aMonth('2026-06') })).toEqual([
      'fibre 2026-06 16.67 adjusts N-2026-06 2026-06',
    ]);
  });

  it('that came to nothing is named by the first invoice that had a line for it', () => {
    const tiny = (to: string) => aService({ unitPrice: dec('0.02'), quantity: dec('1'), to: aDay(to) });
    const months = new Months();
    expect(months.bill('2026-06', { services: [tiny('2026-06-05')] })).toEqual([]);
    expect(months.bill('2026-07', { services: [tiny('2026-06-30')] }, { mode: 'arrears' })).toEqual(['fibre 2026-06 0.02']);
    expect(months.bill('2026-08', { services: [tiny('2026-06-05')] }, { from: aMonth('2026-06') })).toEqual([
      'fibre 2026-06 -0.02 adjusts N-2026-07 2026-06',
    ]);
  });

  it('at a price of nothing stays at it: a price set later starts with the next period', () => {
    const months = new Months();
    months.bill('2026-06', { services: [aService({ unitPrice: dec('0') })] });
    expect(months.bill('2026-07', { services: [fibre] })).toEqual(['fibre 2026-07 100.00']);
  });
});

describe('charges', () => {
  it('are billed when open: enabled and without a number', () => {
    const charges = [
      aCharge({ chargeId: 'open' }),
      aCharge({ chargeId: 'invoiced', number: 'AAP-00001' }),
      aCharge({ chargeId: 'disabled', enabled: false }),
      aCharge({ chargeId: 'credit', unitPrice: dec('-12.345'), quantity: dec('2') }),
    ];
    expect(new Months().bill('2026-07', { charges })).toEqual(['open 50.00', 'credit -24.69']);
  });

  it('come after the services', () => {
    expect(new Months().bill('2026-07', { services: [fibre], charges: [aCharge()] })).toEqual(['fibre 2026-07 100.00', 'setup 50.00']);
  });
});

describe('tax', () => {
  it('is taken of each line and rounded to the cent', () => {
    const charges = ['0.05', '0.05', '0.05'].map((price, index) => aCharge({ chargeId: `c${index}`, unitPrice: dec(price) }));
    expect(new Months().lines('2026-07', { charges }).map(({ tax }) => toDecimal(tax))).toEqual(['0.01', '0.01', '0.01']);
  });

  it('is not charged by a seller who is not registered for it', () => {
    const lines = new Months().lines(
      '2026-07',
      { services: [aService({ taxRate: dec('10') })], charges: [aCharge()] },
      { registeredForTax: false },
    );
    expect(lines.map(({ tax, taxRate }) => [tax, taxRate])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

it('refuses an amount that cannot be held exactly', () => {
  const services = [aService({ unitPrice: dec('999999999.9999'), quantity: dec('999999999.9999') })];
  expect(() => new Months().bill('2026-07', { services })).toThrow(Problem);
});
