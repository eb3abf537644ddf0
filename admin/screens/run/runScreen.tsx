import { Page } from '../../parts/page.tsx';

export function RunScreen() {
  return <Page title="Run">…</Page>;
}
