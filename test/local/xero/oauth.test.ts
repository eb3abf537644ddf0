import { beforeEach, describe, expect, it, test } from 'vitest';
import { APP, consentQuery, Person, REDIRECT_URI, SCOPES } from './person.ts';

let person: Person;

beforeEach(() => {
  person = new Person();
});

const authorise = (over: Record<string, string> = {}) =>
  person.ask('GET', `/identity/connect/authorize?${new URLSearchParams({ ...consentQuery(), ...over })}`);

const redeem = (code: string, over: Record<string, string> = {}) =>
  person.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, ...over });

const refresh = (refresh_token: string) => person.token({ grant_type: 'refresh_token', refresh_token });

const codeOf = async () => (await person.consent()).searchParams.get('code') ?? '';

const connections = async (token: string) => {
  const answer = await person.ask('GET', '/connections', { authorization: `Bearer ${token}` });
  return { status: answer?.status, items: JSON.parse(answer?.text ?? '') as { id: string; tenantId: string; authEventId: string }[] };
};

describe('the consent page', () => {
  it('says who asks, for what, and offers both organisations', async () => {
    const page = await authorise();
    expect(page?.status).toBe(200);
    for (const words of [
      'Rebill wants access',
      'Demo Company (AU)',
      'Second Business Pty Ltd',
      'accounting.attachments',
      'value="state-1"',
    ]) {
      expect(page?.text).toContain(words);
    }
  });

  it('shows what it is given as text, whatever it is', async () => {
    const page = await authorise({ state: '"><script>alert(1)</script>' });
    expect(page?.text).not.toContain('<script>');
    expect(page?.text).toContain('&quot;&gt;&lt;script&gt;');
  });

  test.each([
    [{ client_id: 'other' }, 'Unknown client'],
    [{ redirect_uri: 'http://localhost:4100/v1/xero/callback/' }, 'Invalid redirect_uri'],
    [{ response_type: 'token' }, 'Response type not supported'],
    [{ scope: '' }, 'Missing scope'],
    [{ scope: `${SCOPES} accounting.transactions` }, 'Invalid scope for client: accounting.transactions'],
  ])('with %j sends nobody anywhere', async (over, words) => {
    const answer = await authorise(over);
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining(words) });
    expect(answer?.headers).not.toHaveProperty('location');
    expect((await person.consent(over)).protocol).toBe('about:');
  });

  it('refuses an address at 127.0.0.1, though it be registered', async () => {
    const uri = 'http://127.0.0.1:4100/v1/xero/callback';
    person = new Person({ app: { ...APP, redirectUris: [uri] } });
    expect(await authorise({ redirect_uri: uri })).toMatchObject({ status: 400 });
  });

  it('sends the browser back with the state and a code, or without one when it is denied', async () => {
    const allowed = await person.consent();
    expect(allowed.href).toMatch(/^http:\/\/localhost:4100\/v1\/xero\/callback\?code=[\w-]{43}&scope=.*&state=state-1$/);
    const denied = await person.consent({ decision: 'deny' });
    expect(denied.search).toBe('?error=access_denied&state=state-1');
  });

  it('wants at least one organisation', async () => {
    expect((await person.consent({}, [])).href).toBe('about:400');
  });
});

describe('tokens', () => {
  it('come for a code, once', async () => {
    const code = await codeOf();
    const first = await redeem(code);
    expect(JSON.parse(first?.text ?? '')).toMatchObject({ expires_in: 1800, token_type: 'Bearer', scope: SCOPES });
    expect(await redeem(code)).toMatchObject({ status: 400, text: '{"error":"invalid_grant"}' });
  });

  it('do not come for a code after five minutes, or for another address', async () => {
    expect(await redeem(await codeOf(), { redirect_uri: 'http://localhost:4100/' })).toMatchObject({ status: 400 });
    const [inTime, late] = [await codeOf(), await codeOf()];
    person.time.pass({ minutes: 4, seconds: 59 });
    expect(await redeem(inTime)).toMatchObject({ status: 200 });
    person.time.pass({ seconds: 1 });
    expect(await redeem(late)).toMatchObject({ status: 400, text: '{"error":"invalid_grant"}' });
  });

  it('come to our app alone, for grants that there are', async () => {
    const fields = { grant_type: 'refresh_token', refresh_token: 'x' };
    expect(await person.token(fields, 'wrong')).toMatchObject({ status: 401, text: '{"error":"invalid_client"}' });
    expect(await person.ask('POST', '/connect/token', {}, new URLSearchParams(fields).toString())).toMatchObject({ status: 401 });
    expect(await person.token({ grant_type: 'client_credentials' })).toMatchObject({ text: '{"error":"unsupported_grant_type"}' });
  });

  it('open for 30 minutes', async () => {
    const { access_token } = await person.tokens();
    person.time.pass({ minutes: 29, seconds: 59 });
    expect(await connections(access_token)).toMatchObject({ status: 200 });
    person.time.pass({ seconds: 1 });
    expect(await connections(access_token)).toMatchObject({ status: 401 });
  });

  it('are renewed by a refresh token, which is replaced; the old one is good for 30 minutes more', async () => {
    const { refresh_token: first } = await person.tokens();
    const second = JSON.parse((await refresh(first))?.text ?? '') as { refresh_token: string; access_token: string };
    expect(second.refresh_token).not.toBe(first);
    expect(await connections(second.access_token)).toMatchObject({ status: 200 });
    person.time.pass({ minutes: 30 });
    expect(await refresh(first)).toMatchObject({ status: 200 });
    person.time.pass({ seconds: 1 });
    expect(await refresh(first)).toMatchObject({ status: 400, text: '{"error":"invalid_grant"}' });
    expect(await refresh(second.refresh_token)).toMatchObject({ status: 200 });
  });

  it('are renewed for 60 days without use, and no longer', async () => {
    const [{ refresh_token: used }, { refresh_token: idle }] = [await person.tokens(), await person.tokens()];
    person.time.pass({ days: 59, minutes: 24 * 60 - 1 });
    expect(await refresh(used)).toMatchObject({ status: 200 });
    person.time.pass({ minutes: 1 });
    expect(await refresh(idle)).toMatchObject({ status: 400 });
  });

  it('without offline_access cannot be renewed', async () => {
    expect(await person.tokens({ scope: 'accounting.invoices' })).not.toHaveProperty('refresh_token');
  });
});

describe('connections', () => {
  it('are those that were allowed, renewed under their own ids at a later consent', async () => {
    const [one, two] = person.xero.hands.organisations();
    const { access_token } = await person.tokens();
    const first = (await connections(access_token)).items;
    expect(first).toMatchObject([{ tenantId: one?.tenantId, tenantType: 'ORGANISATION', tenantName: 'Demo Company (AU)' }]);
    await person.tokens({}, [String(one?.tenantId), String(two?.tenantId)]);
    const both = (await connections(access_token)).items;
    expect(both.map(({ tenantId }) => tenantId)).toEqual([one?.tenantId, two?.tenantId]);
    expect(both[0]?.id).toBe(first[0]?.id);
    expect(both[0]?.authEventId).toBe(both[1]?.authEventId);
    expect(both[0]?.authEventId).not.toBe(first[0]?.authEventId);
  });

  it('of one person are no business of another', async () => {
    await person.tokens();
    const other = await person.tokens({ person: 'Robin (owner of another business)' }, [
      String(person.xero.hands.organisations()[1]?.tenantId),
    ]);
    expect((await connections(other.access_token)).items).toMatchObject([{ tenantName: 'Second Business Pty Ltd' }]);
  });

  it('once deleted let nobody in', async () => {
    const { access_token } = await person.tokens();
    const headers = { authorization: `Bearer ${access_token}`, 'xero-tenant-id': person.tenantId };
    const [connection] = (await connections(access_token)).items;
    expect(await person.ask('GET', '/api.xro/2.0/Organisation', headers)).toMatchObject({ status: 200 });
    expect(await person.ask('DELETE', `/connections/${connection?.id}`, headers)).toMatchObject({ status: 204 });
    expect(await person.ask('GET', '/api.xro/2.0/Organisation', headers)).toMatchObject({
      status: 403,
      text: expect.stringContaining('"Title":"Forbidden","Status":403,"Detail":"AuthenticationUnsuccessful"'),
    });
    expect(await person.ask('DELETE', `/connections/${connection?.id}`, headers)).toMatchObject({ status: 404 });
  });
});

test('the Accounting API wants a token, an organisation that it opens, and the scope for what is asked', async () => {
  const { access_token } = await person.tokens({ scope: 'offline_access accounting.invoices accounting.settings.read' });
  const ask = (path: string, over: Record<string, string> = {}) => {
    const headers = { authorization: `Bearer ${access_token}`, 'xero-tenant-id': person.tenantId, ...over };
    return person.ask('GET', `/api.xro/2.0/${path}`, headers).then((answer) => answer?.status);
  };
  const second = String(person.xero.hands.organisations()[1]?.tenantId);
  expect(await Promise.all([ask('Accounts'), ask('Accounts', { authorization: 'Bearer x' })])).toEqual([200, 401]);
  expect(await Promise.all([ask('Accounts', { 'xero-tenant-id': second }), ask('Contacts')])).toEqual([403, 401]);
});
