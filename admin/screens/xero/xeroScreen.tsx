import { Page } from '../../parts/page.tsx';

export function XeroScreen() {
  return <Page title="Xero">…</Page>;
}
