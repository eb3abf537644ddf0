import { Page } from '../../parts/page.tsx';

export function CustomerScreen() {
  return <Page title="Customer">…</Page>;
}
