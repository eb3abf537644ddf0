import { HttpClerk, SETTINGS } from './httpClerk.ts';

export const MONTH = '2026-12';

/** The emails of these wait to go out. Their totals grow in this order: $11.00, $22.00, … */
export const QUEUED = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm'] as const;
/** Auto Invoice is off for this one. */
export const DRAFT = 'Fir';

/** The made month of the account `mine`, at a host whose emails wait. */
export class WaitingMonth {
  readonly api: HttpClerk;
  readonly #ids = new Map<string, string>();

  private constructor(api: HttpClerk) {
    this.api = api;
  }

  static async madeAt(url: string): Promise<WaitingMonth> {
    const month = new WaitingMonth(await HttpClerk.of(url, 'mine'));
    await month.api.setsUp(SETTINGS);
    for (const [at, name] of [...QUEUED, DRAFT].entries()) await month.#add(name, `${10 * (at + 1)}`);
    await month.api.makes(MONTH);
    return month;
  }

  async #add(name: string, unitPrice: string): Promise<void> {
    const customer = { name, to: [`${name.toLowerCase()}@customer.example`], ...(name === DRAFT ? { autoInvoice: false } : {}) };
    this.#ids.set(name, await this.api.add(customer, [{ description: 'Fibre', unitPrice, from: '2026-01-01' }]));
  }

  idOf(customer: string): string {
    const id = this.#ids.get(customer);
    if (!id) throw new Error(`There is no ${customer}`);
    return id;
  }

  invoiceOf(customer: string) {
    return this.api.invoice(MONTH, this.idOf(customer));
  }
}
