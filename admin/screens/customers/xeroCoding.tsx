import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAccount } from '../../api/account.ts';
import { xeroChoicesQuery } from '../../api/xero.ts';
import type { ItemFields } from './itemFields.ts';

type Props = {
  readonly fields: Pick<ItemFields, 'accountCode' | 'taxType' | 'taxTypeName'>;
  readonly errors: Readonly<Record<string, ReactNode>>;
  readonly connected: boolean;
  readonly onChange: (part: Partial<ItemFields>) => void;
};

/** To which account and tax rate of Xero it goes. Blank: the settings'. Chosen from Xero's own where it is connected. */
export function XeroCoding({ fields, errors, connected, onChange }: Props) {
  const { xero } = useAccount();
  const choices = useQuery({ ...xeroChoicesQuery, enabled: connected });
  if (!choices.data) {
    return (
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md">
        <TextInput
          label="Account code"
          placeholder={xero.accountCode}
          value={fields.accountCode}
          error={errors.accountCode}
          onChange={(event) => onChange({ accountCode: event.currentTarget.value })}
        />
        <TextInput
          label="Tax type, for the API"
          placeholder={xero.taxType}
          value={fields.taxType}
          error={errors.taxType}
          onChange={(event) => onChange({ taxType: event.currentTarget.value })}
        />
        <TextInput
          label="Tax name, in the CSV"
          placeholder={xero.taxTypeName}
          value={fields.taxTypeName}
          error={errors.taxTypeName}
          onChange={(event) => onChange({ taxTypeName: event.currentTarget.value })}
        />
      </SimpleGrid>
    );
  }
  const { accounts, taxRates } = choices.data;
  const among = (value: string, known: readonly string[]) =>
    value && !known.includes(value) ? [{ value, label: `${value} (not in Xero)` }] : [];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <NativeSelect
        label="Account in Xero"
        value={fields.accountCode}
        error={errors.accountCode}
        onChange={(event) => onChange({ accountCode: event.currentTarget.value })}
        data={[
          { value: '', label: `As in the settings (${xero.accountCode})` },
          ...among(
            fields.accountCode,
            accounts.map(({ code }) => code),
          ),
          ...accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
        ]}
      />
      <NativeSelect
        label="Tax rate in Xero"
        value={fields.taxType}
        error={errors.taxType}
        onChange={(event) => {
          const taxType = event.currentTarget.value;
          onChange({ taxType, taxTypeName: taxRates.find((each) => each.taxType === taxType)?.name ?? '' });
        }}
        data={[
          { value: '', label: `As in the settings (${xero.taxTypeName})` },
          ...among(
            fields.taxType,
            taxRates.map(({ taxType }) => taxType),
          ),
          ...taxRates.map(({ taxType, name, rate }) => ({ value: taxType, label: `${name}, ${rate} %` })),
        ]}
      />
    </SimpleGrid>
  );
}
