import { Page } from '../../parts/page.tsx';

export function PreviousScreen() {
  return <Page title="Previous">…</Page>;
}
