import type { Body, Charge, Service } from '../../api/types.ts';

export type ServiceBody = Body<'/v1/customers/{customerId}/services', 'post'>;
export type ChargeBody = Body<'/v1/customers/{customerId}/charges', 'post'>;

/** What a form holds of a service or a charge: texts, as they are typed. A charge leaves the days alone. */
export type ItemFields = {
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  accountCode: string;
  taxType: string;
  taxTypeName: string;
  enabled: boolean;
  from: string;
  to: string;
  leaveOut: string[];
  leaveOutNext: boolean;
};

export const newItem = (from: string): ItemFields => ({
  description: '',
  quantity: '1',
  unitPrice: '',
  taxRate: '',
  accountCode: '',
  taxType: '',
  taxTypeName: '',
  enabled: true,
  from,
  to: '',
  leaveOut: [],
  leaveOutNext: false,
});

export function fieldsOfItem(item: Service | Charge): ItemFields {
  const { description, quantity, unitPrice, taxRate, accountCode, taxType, taxTypeName, enabled } = item;
  const days = 'from' in item ? { from: item.from, to: item.to ?? '', leaveOut: [...item.leaveOut] } : {};
  return {
    ...newItem(''),
    description,
    quantity,
    unitPrice,
    taxRate: taxRate ?? '',
    accountCode: accountCode ?? '',
    taxType: taxType ?? '',
    taxTypeName: taxTypeName ?? '',
    enabled,
    ...days,
  };
}

const orNull = (text: string): string | null => text.trim() || null;

/** As the API is told. What makes no sense is the API's to refuse. */
export function chargeBodyOf(fields: ItemFields): ChargeBody {
  const { description, quantity, unitPrice, taxRate, accountCode, taxType, taxTypeName, enabled } = fields;
  return {
    description,
    quantity: orNull(quantity),
    unitPrice: unitPrice.trim(),
    taxRate: orNull(taxRate),
    accountCode: orNull(accountCode),
    taxType: orNull(taxType),
    taxTypeName: orNull(taxTypeName),
    enabled,
  };
}

export const serviceBodyOf = (fields: ItemFields): ServiceBody => ({
  ...chargeBodyOf(fields),
  from: fields.from,
  to: orNull(fields.to),
  leaveOut: fields.leaveOut,
  leaveOutNext: fields.leaveOutNext,
});
