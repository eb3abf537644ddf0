/** One call, without anything that was in it. */
export type Call = {
  /** By the clock of the stand-in. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly tenant?: string;
  /** 0 where it hung up. */
  readonly status: number;
  /** The fault that befell it, if it was told to go wrong. */
  readonly fault?: string;
};

const KEPT = 20_000;

/** The newest calls, oldest first. */
export class Calls {
  #calls: Call[] = [];

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > KEPT) this.#calls = this.#calls.slice(KEPT / 2);
  }

  list(): readonly Call[] {
    return this.#calls;
  }

  clear(): void {
    this.#calls = [];
  }
}

/** `PUT Invoices/Attachments`: what was asked, whatever it was asked about. */
export function operationOf(method: string, path: string): string {
  const [first = '', , resource = '', id, inner] = path.split('/').slice(1);
  if (first === 'api.xro') return `${method} ${[resource, ...(inner ? [inner] : id ? ['one'] : [])].join('/')}`;
  return first === 'connect' ? `${method} token` : `${method} ${first}`;
}
