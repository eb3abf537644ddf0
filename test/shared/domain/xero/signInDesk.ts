import type { Offer } from '../../../../shared/domain/xero/connection.ts';
import type { FreshTokens, SignIn, SignInAnswer } from '../../../../shared/domain/xero/ports.ts';

const GRACE_MS = 30 * 60_000;
const ACCESS_SECONDS = 1800;

/**
 * The sign-in port as Xero keeps it: codes once, refresh tokens that turn with each use, the old one taken for half an hour more. What is in
 * `says` is answered instead, once each; `pause` keeps answers back until it is called.
 */
export class SignInDesk implements SignIn {
  offered: readonly Offer[] = [];
  readonly says: SignInAnswer<never>[] = [];
  readonly asked: string[] = [];
  readonly #clock: () => Date;
  readonly #codes = new Set<string>();
  /** When each was first used; undefined: not yet. */
  readonly #refreshTokens = new Map<string, number | undefined>();
  #made = 0;
  #held: Promise<void> | undefined;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** A pair as a consent gives it. */
  pair(): FreshTokens {
    this.#made += 1;
    const refreshToken = `refresh-${this.#made}`;
    this.#refreshTokens.set(refreshToken, undefined);
    return { accessToken: `access-${this.#made}`, refreshToken, expiresInSeconds: ACCESS_SECONDS };
  }

  code(): string {
    this.#made += 1;
    this.#codes.add(`code-${this.#made}`);
    return `code-${this.#made}`;
  }

  /** Answers are kept back, though what was asked is done, until the function that is answered is called. */
  pause(): () => void {
    const held = Promise.withResolvers<void>();
    this.#held = held.promise;
    return () => {
      this.#held = undefined;
      held.resolve();
    };
  }

  async authoriseUrl(state: string): Promise<string> {
    return `https://login.example/?state=${state}`;
  }

  exchange(code: string): Promise<SignInAnswer<FreshTokens>> {
    return this.#answer('exchange', () => (this.#codes.delete(code) ? this.pair() : undefined));
  }

  refresh(refreshToken: string): Promise<SignInAnswer<FreshTokens>> {
    return this.#answer(`refresh ${refreshToken}`, () => {
      const now = this.#clock().getTime();
      const usedAt = this.#refreshTokens.get(refreshToken);
      if (!this.#refreshTokens.has(refreshToken) || (usedAt !== undefined && now - usedAt > GRACE_MS)) return undefined;
      this.#refreshTokens.set(refreshToken, usedAt ?? now);
      return this.pair();
    });
  }

  offers(accessToken: string): Promise<SignInAnswer<readonly Offer[]>> {
    return this.#answer(`offers ${accessToken}`, () => this.offered);
  }

  disconnect(accessToken: string, connectionId: string): Promise<SignInAnswer<void>> {
    return this.#answer(`disconnect ${connectionId} ${accessToken}`, () => null as never);
  }

  async #answer<T>(asked: string, work: () => T | undefined): Promise<SignInAnswer<T>> {
    this.asked.push(asked);
    const said = this.says.shift();
    const value = said ? undefined : work();
    await this.#held;
    if (said) return said;
    return value === undefined ? { outcome: 'invalidGrant', words: 'invalid_grant' } : { outcome: 'done', value };
  }
}
