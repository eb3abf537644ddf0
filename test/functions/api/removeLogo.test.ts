import { describe, expect, it } from 'vitest';
import { handler, removeLogo } from '../../../functions/api/removeLogo.ts';
import { files } from '../../../shared/aws/files.ts';
import { documentOf } from '../../../shared/domain/printing.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { call } from '../../support/call.ts';
import { pngOf, repeated } from '../../support/logos.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller } from '../../support/reseller.ts';
import { reads, uploads } from '../../support/settings.ts';

aroundAll({ services: true });

const PNG = pngOf(2, 2, { color: 2, samples: () => repeated(2, 200, 30, 30) });

const removes = (account: string, revision?: number) =>
  call(handler, removeLogo, { account, ...(revision === undefined ? {} : { headers: { 'if-match': `"${revision}"` } }) });

describe('taking the logo away', () => {
  it('leaves the next invoices without one; those that exist keep theirs', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await uploads(reseller.id, PNG, 'image/png');
    const { logo } = (await accounts.get(reseller.id)) ?? {};
    await reseller.make(NOVEMBER, { ...(logo ? { logo } : {}), revision: 2 });
    const { status, body } = await removes(reseller.id);
    expect([status, body.logo, body.revision]).toEqual([200, null, 3]);
    expect((await reads(reseller.id)).body).toEqual(body);
    await reseller.make(DECEMBER, { revision: 3 });
    const logoOf = async (month: typeof NOVEMBER) => (await documentOf(await reseller.read(month, 'a'), reseller.world)).logo;
    expect([await logoOf(NOVEMBER), await logoOf(DECEMBER)]).toEqual([logo, undefined]);
    expect(await files.exists(logo?.key ?? '')).toBe(true);
  });

  it('is done when there is none, and changes nothing then', async () => {
    const { id } = await Reseller.setUp();
    const { status, body } = await removes(id);
    expect([status, body.logo, body.revision]).toEqual([200, null, 1]);
  });

  it('may name the revision that was read, and is then refused when it is stale', async () => {
    const { id } = await Reseller.setUp();
    await uploads(id, PNG, 'image/png');
    expect((await removes(id, 1)).status).toBe(412);
    expect((await removes(id, 2)).status).toBe(200);
    expect((await removes(id, 2)).status).toBe(412);
  });
});
