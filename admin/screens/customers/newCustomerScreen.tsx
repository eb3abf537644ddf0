import { Page } from '../../parts/page.tsx';

export function NewCustomerScreen() {
  return <Page title="NewCustomer">…</Page>;
}
