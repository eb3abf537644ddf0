import { describe, expect, it } from 'vitest';
import { handler, previewEmail } from '../../../functions/api/previewEmail.ts';
import { VARIABLES } from '../../../shared/domain/templates.ts';
import { call } from '../../support/call.ts';
import { named } from '../../support/clerk.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller } from '../../support/reseller.ts';

aroundAll();

const asked = (account: string, body: unknown = {}) => call(handler, previewEmail, { account, role: 'viewer', body });

describe('the preview of an email', () => {
  it('is there before anything is saved, with the usual texts and every variable, its meaning and its value', async () => {
    const { status, body } = await asked('nobody-yet');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: 'Tax Invoice 00001 from Your company',
      from: { name: 'Your company', address: null },
      sample: true,
    });
    expect(body.variables.map(({ name }: { name: string }) => name)).toEqual(Object.keys(VARIABLES));
    expect(body.variables).toContainEqual({ name: 'customer', meaning: "the customer's name", value: 'Sample Customer Pty Ltd' });
  });

  it('shows templates as they are typed, and the names that are typed beside them', async () => {
    const { id } = await Reseller.setUp();
    const typed = {
      subject: '{{ Number }} for {{customer}}',
      body: 'Dear {{customer}}',
      fromName: 'New Desk',
      company: { name: 'New Name' },
    };
    const { body } = await asked(id, typed);
    expect(body).toMatchObject({
      subject: 'AAP-00001 for Sample Customer Pty Ltd',
      from: { name: 'New Desk', address: 'billing@acacia.example' },
    });
    expect(body.text).toContain('Dear Sample Customer Pty Ltd');
    for (const each of [body.text, body.html]) expect(each).toContain('New Name');
  });

  it('with a customer is of its newest invoice that is made, and to its addresses', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a', '100', { name: 'Bäckerei <Süd>' });
    await reseller.make(NOVEMBER);
    await reseller.make(DECEMBER);
    const subject = '{{number}} {{month}} {{total}}';
    const { body } = await asked(reseller.id, { subject, customerId: 'a' });
    expect(body).toMatchObject({
      subject: 'AAP-00002 December 2026 $110.00',
      to: ['a@customer.example'],
      sample: false,
      number: 'AAP-00002',
    });
    expect(body.html).toContain('Bäckerei &lt;Süd&gt;');
    await reseller.change(DECEMBER, 'a', (read) => ({ ...read, status: 'parked' }));
    expect((await asked(reseller.id, { subject, customerId: 'a' })).body.subject).toBe('AAP-00001 November 2026 $110.00');
  });

  it('with a customer who has no invoice yet is a sample for that customer; nobody gets it who has no address', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a', '100', { to: [] });
    const { body } = await asked(reseller.id, { subject: '{{customer}}', customerId: 'a' });
    expect(body).toMatchObject({ subject: 'Customer a', to: [], sample: true });
  });

  it("finds no customer of another reseller's, and none before set-up", async () => {
    const [mine, other] = [await Reseller.setUp(), await Reseller.setUp()];
    await other.customer('a');
    expect((await asked(mine.id, { customerId: 'a' })).status).toBe(404);
    expect((await asked('nobody-yet', { customerId: 'a' })).status).toBe(404);
  });

  it('names an unknown variable, in the field where it stands', async () => {
    const answer = await asked('nobody-yet', { subject: 'For {{custmer}}', body: '{{total' });
    expect([answer.status, named(answer)]).toEqual([
      400,
      {
        subject: expect.stringMatching(/^has an unknown variable \{\{custmer\}\}; known are \{\{customer\}\}/),
        body: 'has {{ without its other half',
      },
    ]);
  });

  it.each([{ subject: '' }, { body: 'x'.repeat(5001) }, { subject: 'two\nlines' }])('refuses what saving refuses: %j', async (body) => {
    expect(Object.keys(named(await asked('nobody-yet', body)))).toEqual(Object.keys(body));
  });
});
