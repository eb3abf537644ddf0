import { describe, expect, it } from 'vitest';
import { files } from '../../../shared/aws/files.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { named } from '../../support/clerk.ts';
import { JPEG, pngOf, repeated } from '../../support/logos.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';
import { reads, saves, settingsOf, uploads } from '../../support/settings.ts';

aroundAll({ services: true });

const PNG = pngOf(2, 2, { color: 2, samples: () => repeated(2, 200, 30, 30) });
const OTHER = pngOf(2, 2, { color: 2, samples: () => repeated(2, 30, 30, 200) });
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const LIMIT = 1_048_576;

/** A PNG of so many bytes: what follows its end is padding. */
const pngOfBytes = (bytes: number) => Buffer.concat([PNG, Buffer.alloc(bytes - PNG.byteLength)]);
const damaged = Buffer.from(PNG.map((byte, index) => (index === 45 ? byte ^ 1 : byte)));
const wide = (width: number) => {
  const png = Buffer.from(PNG);
  png.writeUInt32BE(width, 16);
  return png;
};

describe('the logo', () => {
  it.each([
    ['image/png', PNG, 'png'],
    ['image/jpeg', JPEG, 'jpg'],
  ])('is a %s, kept under a name made of its content, and the answer is the account', async (type, bytes, ending) => {
    const { id } = await Reseller.setUp();
    const { status, body } = await uploads(id, bytes, type);
    expect([status, body.logo.type, body.revision]).toEqual([200, type, 2]);
    const key = (await accounts.get(id))?.logo?.key ?? '';
    expect(key).toMatch(new RegExp(`^kept/logos/${id}/[0-9a-f]{32,64}\\.${ending}$`));
    expect(Buffer.from((await files.read(key)) ?? []).equals(bytes)).toBe(true);
    const read = (await reads(id)).body;
    expect({ ...read, logo: type }).toEqual({ ...body, logo: type });
    for (const { logo } of [body, read]) {
      const shown = await fetch(logo.url);
      expect([shown.headers.get('content-type'), Buffer.from(await shown.arrayBuffer()).equals(bytes)]).toEqual([type, true]);
      expect(Number(new URL(logo.url).searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(300);
    }
  });

  it('that takes the place of another leaves that one where invoices that exist still find it', async () => {
    const { id } = await Reseller.setUp();
    await uploads(id, PNG, 'image/png');
    const before = (await accounts.get(id))?.logo?.key ?? '';
    await uploads(id, OTHER, 'image/png');
    expect((await accounts.get(id))?.logo?.key).not.toBe(before);
    expect(await files.exists(before)).toBe(true);
  });

  it('stays when the settings are saved', async () => {
    const { id } = await Reseller.setUp();
    await uploads(id, PNG, 'image/png');
    const { firstMonth, numbering } = (await reads(id)).body;
    const { status, body } = await saves(id, { ...settingsOf(id), firstMonth, numbering }, { revision: 2 });
    expect([status, body.logo]).toEqual([200, { type: 'image/png', url: expect.stringMatching(/^http/) }]);
  });

  it.each([
    ['an SVG, which can carry a script', SVG, 'image/svg+xml'],
    ['an SVG that says it is a PNG', SVG, 'image/png'],
    ['a JPEG that says it is a PNG', JPEG, 'image/png'],
    ['a PNG of no type', PNG, ''],
    ['nothing', Buffer.alloc(0), 'image/png'],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00', 'latin1'), 'image/gif'],
    ['a PNG that was cut off', PNG.subarray(0, -5), 'image/png'],
    ['a JPEG that was cut off', JPEG.subarray(0, -1), 'image/jpeg'],
    ['a PNG that was damaged on its way, and would be missing on every invoice', damaged, 'image/png'],
    ['a PNG of fewer rows than it says', pngOf(2, 2, { color: 2, samples: (y) => (y === 0 ? [] : [1, 2, 3]) }), 'image/png'],
    ['the signature of a PNG and no more', PNG.subarray(0, 8), 'image/png'],
    ['a JPEG that ends before its size', JPEG.subarray(0, 24), 'image/jpeg'],
    ['a PNG of no width', wide(0), 'image/png'],
    ['a PNG a million pixels wide', wide(1_000_000), 'image/png'],
  ])('is not %s: the refusal names it and nothing changes', async (_, bytes, type) => {
    const { id } = await Reseller.setUp();
    const answer = await uploads(id, bytes, type);
    expect([answer.status, Object.keys(named(answer))]).toEqual([400, ['logo']]);
    expect(await accounts.get(id)).toMatchObject({ revision: 1 });
    expect((await reads(id)).body.logo).toBeNull();
  });

  it('is at most 1 MB: to the byte', async () => {
    const { id } = await Reseller.setUp();
    expect((await uploads(id, pngOfBytes(LIMIT), 'image/png')).status).toBe(200);
    const answer = await uploads(id, pngOfBytes(LIMIT + 1), 'image/png');
    expect([answer.status, answer.body.code, Object.keys(named(answer))]).toEqual([413, 'too-large', ['logo']]);
  });

  it('may name the revision that was read, and is then refused when it is stale', async () => {
    const { id } = await Reseller.setUp();
    expect((await uploads(id, PNG, 'image/png', { revision: 4 })).status).toBe(412);
    expect((await uploads(id, PNG, 'image/png', { revision: 1 })).status).toBe(200);
  });
});
