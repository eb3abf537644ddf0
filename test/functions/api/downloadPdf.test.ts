import { describe, expect, it } from 'vitest';
import { downloadPdf, handler } from '../../../functions/api/downloadPdf.ts';
import { call } from '../../support/call.ts';
import { aroundAll, NOVEMBER, path, Reseller } from '../../support/reseller.ts';

aroundAll({ services: true });

const pdf = (account: string, customer = 'a') => call(handler, downloadPdf, { account, role: 'viewer', ...path(NOVEMBER, customer) });

async function bytesOf(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

describe("downloading an invoice's PDF", () => {
  it('answers a link of at most five minutes, under a file name that a person would choose', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a', '100', { name: 'Bánh mì & Sons: “Łódź”' });
    await reseller.make(NOVEMBER);
    const { status, body } = await pdf(reseller.id);
    expect(status).toBe(200);
    expect(body.fileName).toBe('AAP-00001 Bánh mì & Sons “Łódź”.pdf');
    const life = Date.parse(body.expiresAt) - Date.now();
    expect(life).toBeGreaterThan(200_000);
    expect(life).toBeLessThanOrEqual(300_000);
    expect((await bytesOf(body.url)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is the same file each time, kept with the invoices', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    const [first, second] = [(await pdf(reseller.id)).body.url, (await pdf(reseller.id)).body.url];
    expect(new URL(first).pathname).toBe(new URL(second).pathname);
    expect(new URL(first).pathname).toContain('kept/invoices/');
    expect(await bytesOf(first)).toEqual(await bytesOf(second));
  });

  it('is refused while the invoice needs attention', async () => {
    const { id } = await Reseller.withParked();
    const { status, body } = await pdf(id);
    expect([status, body.detail]).toEqual([409, 'It needs attention first: nothing is billed yet']);
  });

  it("answers another account's invoice exactly as one that does not exist", async () => {
    const [reseller, other] = [await Reseller.setUp(), await Reseller.setUp()];
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    const foreign = await pdf(other.id);
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(await pdf(other.id, 'nobody'));
  });
});
