import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readJson, writeJson } from '../jsonFile.ts';

/** Someone who is signed in. `authTime`: since when, in seconds. */
export type Person = { readonly accountId: string; readonly role: 'billing' | 'viewer'; readonly email: string; readonly authTime: number };

/** What a code was given out for, and to whom. */
export type CodeFor = {
  readonly person: Person;
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
};

type Refreshable = { readonly person: Person; readonly scope: string; readonly until: number };

const CODE_LIFE_MS = 60_000;

/** Codes and refresh tokens. A refresh token is kept, as a hash, so that a restart of the host signs nobody out; a code is not. */
export class Grants {
  readonly #codes = new Map<string, CodeFor & { readonly until: number }>();
  readonly #file: string;
  readonly #now: () => number;
  #refreshable: Readonly<Record<string, Refreshable>>;

  constructor(dataDir: string, now: () => number = Date.now) {
    this.#file = join(dataDir, 'sign-in.json');
    this.#now = now;
    this.#refreshable = readJson<Record<string, Refreshable>>(this.#file) ?? {};
  }

  issueCode(given: CodeFor): string {
    const code = random();
    for (const [old, { until }] of this.#codes) if (until <= this.#now()) this.#codes.delete(old);
    this.#codes.set(code, { ...given, until: this.#now() + CODE_LIFE_MS });
    return code;
  }

  /** A code works once, for a minute, whatever else is wrong with how it is used. */
  takeCode(code: string): CodeFor | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    return found && found.until > this.#now() ? found : undefined;
  }

  issueRefresh(person: Person, scope: string, lifeSeconds: number): string {
    const token = random();
    this.#keep({ ...this.#alive(), [hashOf(token)]: { person, scope, until: this.#now() + lifeSeconds * 1000 } });
    return token;
  }

  /** Whom a refresh token is of. It works until its end; Cognito gives out no other one meanwhile. */
  refreshed(token: string): Pick<Refreshable, 'person' | 'scope'> | undefined {
    return this.#alive()[hashOf(token)];
  }

  revoke(token: string): void {
    const { [hashOf(token)]: _, ...others } = this.#alive();
    this.#keep(others);
  }

  #alive(): Record<string, Refreshable> {
    return Object.fromEntries(Object.entries(this.#refreshable).filter(([, { until }]) => until > this.#now()));
  }

  #keep(refreshable: Record<string, Refreshable>): void {
    this.#refreshable = refreshable;
    writeJson(this.#file, refreshable);
  }
}

const random = () => randomBytes(32).toString('base64url');

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
