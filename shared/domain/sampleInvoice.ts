import type { Account } from './account.ts';
import { billCustomer } from './billing.ts';
import type { Charge, Customer, Service } from './customer.ts';
import type { Buyer, InvoiceDocument } from './invoice.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import { decimal4, ONE, sum } from './money.ts';
import { addDays, type Day, dayAt, firstDay, type Month, monthAt } from './month.ts';
import { numberText } from './numbering.ts';
import { periodOf, type Terms } from './terms.ts';

/** What a document shows of the settings. */
export type SampleSettings = Pick<Account, 'company' | 'billing' | 'numbering' | 'layout' | 'logo'>;

const SAMPLE_BUYER: Buyer = {
  name: 'Sample Customer Pty Ltd',
  address: ['1 Sample Street', 'Sampletown NSW 2000'],
  reference: 'PO 1234',
};

/** Where a sample's email would go: to nobody. */
export const SAMPLE_ADDRESS = 'accounts@customer.example';

/** The month that a sample is of. */
export const sampleMonth = ({ billing }: Pick<Account, 'billing'>, now: Date): Month => monthAt(now, billing.timeZone);

/**
 * An invoice that nobody gets, dated today, priced by the real rules: a service, several of one, one that began on the 12th, and a charge.
 * It bears the first number.
 */
export function sampleDocument(settings: SampleSettings, now: Date, buyer: Buyer = SAMPLE_BUYER): InvoiceDocument {
  const { company, billing, numbering, layout, logo } = settings;
  const runMonth = sampleMonth(settings, now);
  const period = periodOf(runMonth, billing.period);
  const terms: Terms = { runMonth, from: period, period, registeredForTax: company.registeredForTax, taxRate: billing.taxRate };
  const number = numberText(numbering.prefix, numbering.first);
  const { lines } = billCustomer({ customer: customerOf(buyer), ...soldIn(period) }, EMPTY_LEDGER, terms, number);
  const subtotal = sum(lines.map(({ amount }) => amount));
  const tax = sum(lines.map((line) => line.tax));
  const date = dayAt(now, billing.timeZone);
  return {
    ...{ kind: 'invoice', number, company, layout, buyer, currency: billing.currency, date },
    ...(logo ? { logo } : {}),
    dueDate: addDays(date, billing.termsDays),
    ...{ lines, subtotal, tax, total: sum([subtotal, tax]) },
  };
}

const CUSTOMER_ID = 'sample';

const customerOf = ({ name, address }: Buyer): Customer => ({
  ...{ customerId: CUSTOMER_ID, name, address, to: [], cc: [], enabled: true, flags: {}, revision: 0 },
});

function soldIn(period: Month): { readonly services: readonly Service[]; readonly charges: readonly Charge[] } {
  const common = { customerId: CUSTOMER_ID, enabled: true, revision: 0 };
  const service = (description: string, quantity: string, price: string, from: Day): Service => {
    const priced = { description, quantity: decimal4(quantity), unitPrice: decimal4(price), from, leaveOut: [] };
    return { ...common, serviceId: description, ...priced };
  };
  const installation = { chargeId: 'installation', description: 'Installation on site', quantity: ONE, unitPrice: decimal4('180') };
  return {
    services: [
      service('Fibre 100/40', '1', '99', firstDay(period)),
      service('Phone line', '4', '24.95', firstDay(period)),
      service('Wireless backup', '1', '45', `${period}-12` as Day),
    ],
    charges: [{ ...common, ...installation }],
  };
}
