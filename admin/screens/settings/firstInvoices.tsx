import { Alert } from '@mantine/core';
import type { Account } from '../../api/account.ts';
import { useFormat } from '../../parts/format.ts';

/** Which period the account's first invoices cover: until a month is made it may still move. */
export function FirstInvoices({ account: { firstInvoices, fixed }, changed }: { account: Account; changed: boolean }) {
  const format = useFormat();
  if (fixed.includes('firstMonth')) return null;
  return (
    <Alert variant="light">
      {changed ? 'As it is saved now: your' : 'Your'} first invoices are made for {format.month(firstInvoices.month)}, and bill{' '}
      {format.month(firstInvoices.period)}.
    </Alert>
  );
}
