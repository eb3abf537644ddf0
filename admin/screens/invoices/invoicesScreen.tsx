import { Page } from '../../parts/page.tsx';

export function InvoicesScreen() {
  return <Page title="Invoices">…</Page>;
}
