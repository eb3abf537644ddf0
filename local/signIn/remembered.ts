import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { readJson, writeJson } from '../jsonFile.ts';
import type { Person } from './grants.ts';

/** A working day, like a session in the cloud. */
const LIFE_SECONDS = 12 * 60 * 60;

/** Where the cookie goes, and nowhere else: no function ever sees it. */
const PATH = '/_local/sign-in';

/** Who signed in last in this browser, in a cookie that this host alone can write. */
export class Remembered {
  readonly #key: Buffer;
  readonly #name: string;

  /** Browsers keep one set of cookies for all ports of a machine, so that the name tells hosts apart. */
  constructor(dataDir: string, port: string) {
    const file = join(dataDir, 'sign-in-key.json');
    const key = readJson<string>(file) ?? randomBytes(32).toString('hex');
    writeJson(file, key);
    this.#key = Buffer.from(key, 'hex');
    this.#name = `rebill-sign-in-${port}`;
  }

  cookieOf(person: Person): string {
    const told = Buffer.from(JSON.stringify(person)).toString('base64url');
    return this.#cookie(`${told}.${this.#signatureOf(told)}`, LIFE_SECONDS);
  }

  forget(): string {
    return this.#cookie('', 0);
  }

  personIn(header: string | undefined): Person | undefined {
    const given = header?.split(/;\s*/).find((pair) => pair.startsWith(`${this.#name}=`));
    const [told = '', signature = ''] = given?.slice(this.#name.length + 1).split('.') ?? [];
    const [expected, actual] = [Buffer.from(this.#signatureOf(told)), Buffer.from(signature)];
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
    const person = JSON.parse(Buffer.from(told, 'base64url').toString()) as Person;
    return person.authTime + LIFE_SECONDS > Date.now() / 1000 ? person : undefined;
  }

  #cookie(value: string, seconds: number): string {
    return `${this.#name}=${value}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
  }

  #signatureOf(told: string): string {
    return createHmac('sha256', this.#key).update(told).digest('base64url');
  }
}
