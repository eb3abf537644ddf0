import { Page } from '../../parts/page.tsx';

export function SetUpScreen({ missing }: { missing: readonly string[] }) {
  return <Page title="Set-up">{missing.join(', ')}</Page>;
}
