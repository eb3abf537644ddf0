import type { HttpClerk } from './httpClerk.ts';

/** What a person does in a browser to connect Xero, by HTTP alone: consents to the organisations of these names, and comes back. */
export async function connectXero(clerk: HttpClerk, organisations: readonly string[] = ['Demo Company (AU)']): Promise<string> {
  const { body, headers } = await clerk.ask('POST', 'xero/connect');
  const consent = new URL(body.url);
  const page = await (await fetch(consent)).text();
  const offered = [...page.matchAll(/name="organisation" value="([^"]+)"[^>]*>\s*([^<]+)/g)].map(([, id = '', name = '']) => ({
    id,
    name: name.trim(),
  }));
  const form = new URLSearchParams(consent.search);
  form.set('decision', 'allow');
  for (const { id, name } of offered) if (organisations.includes(name)) form.append('organisation', id);
  const allowed = await fetch(consent.origin + consent.pathname, { method: 'POST', body: form, redirect: 'manual' });
  const back = allowed.headers.get('location') ?? '';
  const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const answer = await fetch(back, { headers: { cookie }, redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}
