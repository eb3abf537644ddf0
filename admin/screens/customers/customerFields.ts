import type { Body, Customer } from '../../api/types.ts';

type CustomerBody = Body<'/v1/customers', 'post'>;

/** What the form holds: texts, as they are typed. */
export type CustomerFields = {
  name: string;
  to: string[];
  cc: string[];
  phone: string;
  address: string;
  reference: string;
  enabled: boolean;
  termsDays: string;
  autoInvoice: 'account' | 'yes' | 'no';
  notes: string;
  xeroContactId: string;
};

export const NEW_CUSTOMER: CustomerFields = {
  name: '',
  to: [],
  cc: [],
  phone: '',
  address: '',
  reference: '',
  enabled: true,
  termsDays: '',
  autoInvoice: 'account',
  notes: '',
  xeroContactId: '',
};

export function fieldsOf(customer: Customer): CustomerFields {
  const { name, to, cc, phone, address, reference, enabled, termsDays, autoInvoice, notes, xeroContactId } = customer;
  return {
    name,
    to: [...to],
    cc: [...cc],
    phone: phone ?? '',
    address: address.join('\n'),
    reference: reference ?? '',
    enabled,
    termsDays: termsDays === null ? '' : String(termsDays),
    autoInvoice: autoInvoice === null ? 'account' : autoInvoice ? 'yes' : 'no',
    notes: notes ?? '',
    xeroContactId: xeroContactId ?? '',
  };
}

const orNull = (text: string): string | null => text.trim() || null;

/** As the API is told: what is blank is not there. What makes no sense is the API's to refuse, so it is sent as it is. */
export function bodyOf(fields: CustomerFields): CustomerBody {
  const { name, to, cc, phone, address, reference, enabled, termsDays, autoInvoice, notes, xeroContactId } = fields;
  const lines = address.split('\n').map((line) => line.trim());
  return {
    name,
    to,
    cc,
    phone: orNull(phone),
    address: lines.filter(Boolean),
    reference: orNull(reference),
    enabled,
    termsDays: termsDays.trim() === '' ? null : Number(termsDays),
    autoInvoice: autoInvoice === 'account' ? null : autoInvoice === 'yes',
    notes: orNull(notes),
    xeroContactId: orNull(xeroContactId),
  };
}
