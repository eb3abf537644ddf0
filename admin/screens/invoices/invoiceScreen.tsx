import { Page } from '../../parts/page.tsx';

export function InvoiceScreen() {
  return <Page title="Invoice">…</Page>;
}
