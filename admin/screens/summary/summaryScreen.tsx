import { Page } from '../../parts/page.tsx';

export function SummaryScreen() {
  return <Page title="Summary">…</Page>;
}
