import type { StandInOptions } from '../../../local/xero/standIn.ts';
import { type Answered, Person } from './person.ts';

type Element = Record<string, unknown> & { readonly ValidationErrors?: readonly { readonly Message: string }[] };

/** Someone who is let into one organisation and asks its Accounting API by hand. */
export class Bookkeeper extends Person {
  #token = '';

  static async signedIn(options: Partial<StandInOptions> = {}): Promise<Bookkeeper> {
    const keeper = new Bookkeeper(options);
    await keeper.signIn();
    return keeper;
  }

  async signIn(): Promise<void> {
    this.#token = (await this.tokens()).access_token;
  }

  /** Undefined where it hung up. */
  call(method: string, path: string, body: unknown = '', headers: Record<string, string> = {}): Promise<Answered | undefined> {
    const authority = { authorization: `Bearer ${this.#token}`, 'xero-tenant-id': this.tenantId };
    const content = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
    return this.ask(method, `/api.xro/2.0/${path}`, { ...authority, ...headers }, content);
  }

  /** The elements of an answer. */
  async list(method: string, path: string, body: unknown = '', headers: Record<string, string> = {}): Promise<Element[]> {
    const answer = await this.call(method, path, body, headers);
    const parsed = JSON.parse(answer?.text ?? '{}') as Record<string, unknown>;
    const name = path.includes('/Attachments') ? 'Attachments' : (/^\w+/.exec(path)?.[0] ?? '');
    return (parsed[name === 'Organisation' ? 'Organisations' : name] ?? parsed.Elements ?? []) as Element[];
  }

  get contactId(): string {
    return this.xero.hands.contacts(this.tenantId)[0]?.contactId ?? '';
  }

  invoice(number: string, over: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      ...{ Type: 'ACCREC', InvoiceNumber: number, Contact: { ContactID: this.contactId }, Status: 'AUTHORISED', CurrencyCode: 'AUD' },
      ...{ Date: '2026-11-01', DueDate: '2026-11-15', LineAmountTypes: 'Exclusive', LineItems: [LINE] },
      ...over,
    };
  }

  /** What Xero says of each of these invoices: its reasons against it, or nothing. */
  async put(...Invoices: Record<string, unknown>[]): Promise<(readonly string[])[]> {
    return (await this.list('PUT', 'Invoices?summarizeErrors=false&unitdp=4', { Invoices })).map(reasons);
  }

  numbers(): string[] {
    return this.xero.hands.documents(this.tenantId, 'Invoices').map(({ number }) => number);
  }
}

export const LINE = { Description: 'Fibre 100/40', Quantity: 1, UnitAmount: 100, AccountCode: '200', TaxType: 'OUTPUT' };

export const reasons = ({ ValidationErrors = [] }: Element): readonly string[] => ValidationErrors.map(({ Message }) => Message);
