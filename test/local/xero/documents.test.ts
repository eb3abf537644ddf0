import { beforeEach, describe, expect, it, test } from 'vitest';
import { Bookkeeper, LINE, reasons } from './bookkeeper.ts';

let keeper: Bookkeeper;

beforeEach(async () => {
  keeper = await Bookkeeper.signedIn();
});

const EACH = 'summarizeErrors=false&unitdp=4';

describe('an invoice that is put', () => {
  it('is written with tax per line, each rounded, then summed', async () => {
    const lines = [0.05, 0.05, 0.15].map((UnitAmount) => ({ ...LINE, UnitAmount }));
    await keeper.put(keeper.invoice('A-1', { LineItems: lines }), keeper.invoice('A-2', { LineItems: [{ ...LINE, UnitAmount: 0.25 }] }));
    expect(keeper.xero.hands.documents(keeper.tenantId)).toMatchObject([
      { number: 'A-1', subTotal: 25, totalTax: 4, total: 29 },
      { number: 'A-2', subTotal: 25, totalTax: 3, total: 28 },
    ]);
  });

  it('has lines of quantity times price, rounded half away from zero', async () => {
    const line = (Quantity: number, UnitAmount: number) => ({ ...LINE, Quantity, UnitAmount, TaxType: 'EXEMPTOUTPUT' });
    await keeper.put(keeper.invoice('A-1', { LineItems: [line(1.5, 0.33), line(3, 0.0825), line(1, -0.005), line(1.005, 1000)] }));
    expect(keeper.xero.hands.documents(keeper.tenantId)[0]?.lines.map(({ amount }) => amount)).toEqual([50, 25, -1, 100_500]);
  });

  it('keeps only two decimals of a price, unless four are asked for', async () => {
    const invoice = (number: string) => ({
      Invoices: [keeper.invoice(number, { LineItems: [{ ...LINE, Quantity: 100, UnitAmount: 0.0825 }] })],
    });
    const [two] = await keeper.list('PUT', 'Invoices?summarizeErrors=false', invoice('A-1'));
    const [four] = await keeper.list('PUT', `Invoices?${EACH}`, invoice('A-2'));
    expect([two?.SubTotal, four?.SubTotal]).toEqual([8, 8.25]);
    const shown = async (query: string) => (await keeper.list('GET', `Invoices/A-2${query}`))[0]?.LineItems;
    expect([await shown(''), await shown('?unitdp=4')]).toMatchObject([[{ UnitAmount: 0.08 }], [{ UnitAmount: 0.0825 }]]);
  });

  it('takes prices with the tax inside, and without tax', async () => {
    const put = (number: string, LineAmountTypes: string) => keeper.put(keeper.invoice(number, { LineAmountTypes }));
    await put('A-1', 'Inclusive');
    await put('A-2', 'NoTax');
    expect(keeper.xero.hands.documents(keeper.tenantId)).toMatchObject([
      { subTotal: 9091, totalTax: 909, total: 10_000 },
      { subTotal: 10_000, totalTax: 0, total: 10_000 },
    ]);
  });

  it('may leave open, as a draft, what an approved one must say', async () => {
    const { DueDate: _, ...open } = keeper.invoice('A-1', { Status: 'DRAFT', LineItems: [] });
    expect(await keeper.put(open)).toEqual([[]]);
  });
});

describe('Xero refuses', () => {
  const cases: [string, Record<string, unknown>, string | RegExp][] = [
    ['no contact', { Contact: undefined }, 'A Contact must be specified for this type of transaction'],
    ['an unknown contact', { Contact: { ContactID: crypto.randomUUID() } }, /could not be found/],
    ['no due date', { DueDate: undefined }, 'The Due Date must be specified'],
    ['no lines', { LineItems: [] }, 'One or more line items must be specified'],
    ['a date that is none', { Date: '2026-02-30' }, 'The Date is not a valid date'],
    ['no account', { LineItems: [{ ...LINE, AccountCode: '' }] }, 'Account code must be specified'],
    ['an unknown account', { LineItems: [{ ...LINE, AccountCode: '999' }] }, "Account code '999' is not a valid code for this document."],
    [
      "one of Xero's own accounts",
      { LineItems: [{ ...LINE, AccountCode: '610' }] },
      "Account code '610' is not a valid code for this document.",
    ],
    [
      'an archived account',
      { LineItems: [{ ...LINE, AccountCode: '240' }] },
      /^Account code '240' has been archived, or has been deleted\./,
    ],
    ['an unknown tax', { LineItems: [{ ...LINE, TaxType: 'GST on Income' }] }, /^The TaxType code 'GST on Income' does not exist/],
    ['a tax on purchases', { LineItems: [{ ...LINE, TaxType: 'INPUT' }] }, /or cannot be used for this type of transaction\.$/],
    ['a deleted tax', { LineItems: [{ ...LINE, TaxType: 'TAX001' }] }, /^The TaxType code 'TAX001'/],
    [
      'a negative quantity',
      {
        LineItems: [
          { ...LINE, Quantity: -1 },
          { ...LINE, Quantity: 2 },
        ],
      },
      /^Quantity must be/,
    ],
    [
      'a total below zero',
      { LineItems: [{ ...LINE, UnitAmount: -1 }] },
      'The Total for this document must be greater than or equal to zero.',
    ],
    [
      'a line total of its own',
      { LineItems: [{ ...LINE, LineAmount: 99 }] },
      'The line total 99.00 does not match the expected line total 100.00',
    ],
    ['a line without words', { LineItems: [{ ...LINE, Description: '' }] }, 'Description must be specified'],
    ['too many words', { LineItems: [{ ...LINE, Description: 'x'.repeat(4001) }] }, /4000 characters/],
    ['another currency', { CurrencyCode: 'USD' }, 'Organisation is not subscribed to currency USD'],
    ['an address that is none', { Url: 'ftp://app.example/' }, /^Url must be/],
    ['an address with its own name in it', { Url: 'https://app.example/xero/1' }, /^Url must be/],
    ['a status to begin with that is none', { Status: 'PAID' }, 'Invoice not of valid status for creation'],
    ['sent, but not approved', { Status: 'DRAFT', SentToContact: true }, /^SentToContact/],
    ['no type', { Type: undefined }, 'A Invoice Type must be specified'],
    ['an unknown theme', { BrandingThemeID: crypto.randomUUID() }, 'The branding theme could not be found'],
    ['a long number', { InvoiceNumber: 'x'.repeat(256) }, /255 characters/],
  ];
  test.each(cases)('%s', async (_, over, words) => {
    const [said = []] = await keeper.put(keeper.invoice('A-1', over));
    expect(said).toEqual([typeof words === 'string' ? words : expect.stringMatching(words)]);
    expect(keeper.numbers()).toEqual([]);
  });

  it('a number that is taken, be its invoice voided, deleted or in the same request', async () => {
    const taken = ['Invoice # must be unique.'];
    expect(await keeper.put(keeper.invoice('A-1'), keeper.invoice('a-1'), keeper.invoice('A-2', { Status: 'DRAFT' }))).toEqual([
      [],
      taken,
      [],
    ]);
    for (const { id } of keeper.xero.hands.documents(keeper.tenantId)) keeper.xero.hands.strike(id);
    expect(keeper.xero.hands.documents(keeper.tenantId).map(({ status }) => status)).toEqual(['VOIDED', 'DELETED']);
    expect(await keeper.put(keeper.invoice('A-1'), keeper.invoice('A-2'))).toEqual([taken, taken]);
  });

  it('a date on or before the lock date, until it is lifted', async () => {
    keeper.xero.hands.lock(keeper.tenantId, '2026-11-01');
    expect(await keeper.put(keeper.invoice('A-1'), keeper.invoice('A-2', { Date: '2026-11-02' }))).toEqual([
      ['The document date cannot be before the period lock date, currently set at 1 November 2026'],
      [],
    ]);
    keeper.xero.hands.lock(keeper.tenantId, undefined);
    expect(await keeper.put(keeper.invoice('A-1'))).toEqual([[]]);
  });

  it('an archived contact, and an approval more than the plan allows', async () => {
    keeper.xero.hands.spendApprovals(keeper.tenantId);
    expect(await keeper.put(keeper.invoice('A-1'), keeper.invoice('A-2', { Status: 'DRAFT' }))).toEqual([
      ['You have reached the limit of invoices you can approve'],
      [],
    ]);
    keeper.xero.hands.archiveContact(keeper.contactId);
    expect(await keeper.put(keeper.invoice('A-3', { Status: 'DRAFT' }))).toEqual([
      [expect.stringMatching(/^The contact with .* has been archived\./)],
    ]);
  });
});

describe('a batch', () => {
  it('writes its good ones and names the reasons of the bad, one by one', async () => {
    const said = await keeper.put(
      keeper.invoice('A-1'),
      keeper.invoice('A-2', { CurrencyCode: 'USD', DueDate: null }),
      keeper.invoice('A-3'),
    );
    expect(said.map(({ length }) => length)).toEqual([0, 2, 0]);
    expect(keeper.numbers()).toEqual(['A-1', 'A-3']);
  });

  it('is refused whole for one bad one, unless it asks for each by itself', async () => {
    const body = { Invoices: [keeper.invoice('A-1'), keeper.invoice('A-2', { CurrencyCode: 'USD' })] };
    const answer = await keeper.call('PUT', 'Invoices', body);
    expect(answer?.status).toBe(400);
    expect(JSON.parse(answer?.text ?? '')).toMatchObject({
      ErrorNumber: 10,
      Type: 'ValidationException',
      Elements: [{ InvoiceNumber: 'A-2' }],
    });
    expect(keeper.numbers()).toEqual([]);
  });

  it('that cannot be read, or is too large, is refused', async () => {
    expect(await keeper.call('PUT', 'Invoices', '{')).toMatchObject({
      status: 400,
      text: expect.stringContaining('PostDataInvalidException'),
    });
    expect(await keeper.call('PUT', 'Invoices', Buffer.alloc(3.5 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
  });
});

describe('POST, unlike PUT', () => {
  it('changes the invoice of that number', async () => {
    await keeper.put(keeper.invoice('A-1', { Reference: 'PO 1' }));
    const { InvoiceID: _, ...changed } = keeper.invoice('A-1', { LineItems: [{ ...LINE, UnitAmount: 200 }] });
    await keeper.call('POST', `Invoices?${EACH}`, { Invoices: [changed] });
    expect(keeper.xero.hands.documents(keeper.tenantId)).toMatchObject([{ number: 'A-1', total: 22_000, reference: 'PO 1' }]);
  });

  it('changes none that is voided', async () => {
    await keeper.put(keeper.invoice('A-1'));
    keeper.xero.hands.strike(String(keeper.xero.hands.documents(keeper.tenantId)[0]?.id));
    const [said] = await keeper.list('POST', `Invoices?${EACH}`, { Invoices: [keeper.invoice('A-1')] });
    expect(reasons(said ?? {})).toEqual(['Invoice not of valid status for modification']);
  });
});

describe('credit notes', () => {
  const note = (number: string) => {
    const { InvoiceNumber: _, DueDate: __, ...rest } = keeper.invoice('', { Type: 'ACCRECCREDIT' });
    return { ...rest, CreditNoteNumber: number };
  };

  it('have numbers of their own, are found by them, and are worth what their lines are', async () => {
    await keeper.put(keeper.invoice('A-1'));
    const put = (...CreditNotes: object[]) => keeper.list('PUT', `CreditNotes?${EACH}`, { CreditNotes });
    expect((await put(note('A-1'), note('A-2'))).map(reasons)).toEqual([[], []]);
    expect((await put(note('A-2'))).map(reasons)).toEqual([['Credit Note # must be unique.']]);
    const where = encodeURIComponent('CreditNoteNumber=="A-2" OR CreditNoteNumber=="none"');
    expect(await keeper.list('GET', `CreditNotes?page=1&where=${where}`)).toMatchObject([
      { CreditNoteNumber: 'A-2', Total: 110, RemainingCredit: 110 },
    ]);
    expect(await keeper.list('GET', 'CreditNotes/A-1')).toMatchObject([{ CreditNoteNumber: 'A-1' }]);
  });

  it('are not looked for with words that mean nothing', async () => {
    const answer = await keeper.call('GET', `CreditNotes?where=${encodeURIComponent('CreditNoteNumber LIKE "A"')}`);
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('QueryParseException') });
  });
});

describe('invoices are found', () => {
  beforeEach(async () => {
    await keeper.put(...['A-1', 'A-2', 'A-3'].map((number) => keeper.invoice(number)));
  });

  it('by number and by id, voided ones too', async () => {
    const [first, second] = keeper.xero.hands.documents(keeper.tenantId);
    keeper.xero.hands.strike(String(first?.id));
    expect(await keeper.list('GET', 'Invoices?InvoiceNumbers=A-1,A-9')).toMatchObject([
      { InvoiceNumber: 'A-1', Status: 'VOIDED', AmountDue: 0 },
    ]);
    expect(await keeper.list('GET', `Invoices?IDs=${second?.id}`)).toMatchObject([{ InvoiceNumber: 'A-2' }]);
    expect(await keeper.call('GET', 'Invoices/A-9')).toMatchObject({ status: 404 });
  });

  it('page by page, with their lines; without a page the lines are left out', async () => {
    const pages = await keeper.call('GET', 'Invoices?page=2&pageSize=2');
    expect(JSON.parse(pages?.text ?? '')).toMatchObject({
      pagination: { page: 2, pageSize: 2, pageCount: 2, itemCount: 3 },
      Invoices: [{ InvoiceNumber: 'A-3', LineItems: [{}], DateString: '2026-11-01T00:00:00', Date: '/Date(1793491200000+0000)/' }],
    });
    expect((await keeper.list('GET', 'Invoices')).map(({ LineItems }) => LineItems)).toEqual([[], [], []]);
  });
});
