import { join } from 'node:path';
import type { Host } from '../host.ts';
import { readJson, writeJson } from '../jsonFile.ts';
import { ACCOUNT_ID, SENDER_DOMAIN } from './account.ts';
import { type Api, loadDemo, monthAfter } from './load.ts';

type Wanted = { readonly dataDir: string; readonly empty: boolean };

/** `month`: the first to be billed. What was loaded before is loaded again word for word, though the month may have changed meanwhile. */
type State = { readonly state: 'none' | 'loading' | 'loaded'; readonly month: string };

/** On the first start in a data folder, loads the demo account over the API. A load that was broken off goes on where it stopped. */
export async function startDemo(host: Host, { dataDir, empty }: Wanted): Promise<void> {
  const file = join(dataDir, 'demo.json');
  const known = readJson<State>(file);
  if (known && known.state !== 'loading') return;
  const month = known?.month ?? monthAfter(host.clock.now());
  writeJson(file, { state: empty ? 'none' : 'loading', month } satisfies State);
  if (empty) return;
  host.senders.decide(SENDER_DOMAIN, true);
  await loadDemo(await apiOf(host), month);
  writeJson(file, { state: 'loaded', month } satisfies State);
}

async function apiOf({ url, token }: Host): Promise<Api> {
  const authorization = `Bearer ${await token({ accountId: ACCOUNT_ID, role: 'billing' })}`;
  return async (method, path, { body, png, key } = {}) => {
    const type = png ? 'image/png' : 'application/json';
    const sent = png ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(url + path, {
      method,
      headers: { authorization, 'content-type': type, ...(key ? { 'idempotency-key': key } : {}) },
      ...(sent === undefined ? {} : { body: sent }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
}
