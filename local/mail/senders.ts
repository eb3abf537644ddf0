import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from '../jsonFile.ts';

/** As much of an identity as SES is told. */
export type Asked = {
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly configurationSet?: string;
};

type Kept = Asked & {
  readonly domain: string;
  /** Real time, in milliseconds. */
  readonly madeAt: number;
  readonly tokens: readonly string[];
  readonly mailFrom?: { readonly domain: string; readonly otherwise: string };
  /** Decided by hand; otherwise time decides. */
  readonly verified?: boolean;
};

/** `pending`: the DNS records are still being looked for; `failed`: they are not there. */
export type SenderState = 'pending' | 'verified' | 'failed';
export type Sender = Kept & { readonly state: SenderState };

/** Nobody adds DNS records on this machine: they count as found so long after they were asked for. */
const FOUND_MS = 20_000;

/** The domains that the local SES sends from, on disk for good. */
export class Senders {
  readonly #file: string;
  readonly #foundMs: number;
  #all: readonly Kept[];

  constructor(dataDir: string, foundMs = FOUND_MS) {
    const folder = join(dataDir, 'mail');
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'senders.json');
    this.#foundMs = foundMs;
    this.#all = readJson<Kept[]>(this.#file) ?? [];
  }

  list(): readonly Sender[] {
    return this.#all.map((kept) => ({ ...kept, state: this.#stateOf(kept) }));
  }

  find(domain: string): Sender | undefined {
    return this.list().find((each) => each.domain === domain.toLowerCase());
  }

  /** Whether mail from an address of `domain` is taken: a verified domain covers every name under it. */
  mayUse(domain: string): boolean {
    const asked = domain.toLowerCase();
    return this.list().some((each) => each.state === 'verified' && (asked === each.domain || asked.endsWith(`.${each.domain}`)));
  }

  /** Answers `false` when it is there already. */
  create(domain: string, asked: Asked): boolean {
    if (this.find(domain)) return false;
    const tokens = [1, 2, 3].map(() => `local${randomBytes(14).toString('hex')}`);
    this.#keep({ ...asked, domain: domain.toLowerCase(), madeAt: Date.now(), tokens });
    return true;
  }

  returnTo(domain: string, mailFrom: Kept['mailFrom']): void {
    this.#change(domain, ({ mailFrom: _, ...kept }) => ({ ...kept, ...(mailFrom ? { mailFrom } : {}) }));
  }

  remove(domain: string): void {
    this.#write(this.#all.filter((each) => each.domain !== domain.toLowerCase()));
  }

  /** By hand, whatever the time; one that is not there yet is made. */
  decide(domain: string, verified: boolean): void {
    this.create(domain, { tags: [] });
    this.#change(domain, (kept) => ({ ...kept, verified }));
  }

  #stateOf({ verified, madeAt }: Kept): SenderState {
    if (verified !== undefined) return verified ? 'verified' : 'failed';
    return Date.now() - madeAt >= this.#foundMs ? 'verified' : 'pending';
  }

  #keep(sender: Kept): void {
    this.#write([...this.#all, sender]);
  }

  #change(domain: string, change: (kept: Kept) => Kept): void {
    this.#write(this.#all.map((each) => (each.domain === domain.toLowerCase() ? change(each) : each)));
  }

  #write(all: readonly Kept[]): void {
    writeJson(this.#file, all);
    this.#all = all;
  }
}
