import type { SignInConfig } from './config.ts';
import { SignIn, type Tokens } from './signIn.ts';
import { dropTyped, keepTyped } from './typed.ts';

export type Role = 'billing' | 'viewer';

/** Who is signed in, for display alone: what they may do is the API's to say. */
export type Person = { readonly email: string; readonly account: string; readonly role: Role };

const RETRIED = 'rebill.signInRetried';

/** A token is renewed when less than this is left of it, in milliseconds. */
const RENEW_MS = 60_000;

/** A token younger than this that the API refuses is not exchanged for another: that would go round for ever. */
const NEW_MS = 15_000;

/**
 * Tokens live in this page's memory and nowhere else; a reload goes through the sign-in page, which knows the person by its own cookie and
 * sends them straight back.
 */
class Session {
  #signIn: SignIn | undefined;
  #tokens: Tokens | undefined;
  #since = 0;
  #renewing: Promise<void> | undefined;

  /** Resolves signed in, and where to go on; or leaves for the sign-in page, and never resolves. */
  async start(config: SignInConfig): Promise<string> {
    this.#signIn = new SignIn(config);
    const url = new URL(location.href);
    const back = url.searchParams.has('state') && (url.searchParams.has('code') || url.searchParams.has('error'));
    return back ? this.#comeBack(url) : this.#leave();
  }

  async #comeBack(url: URL): Promise<string> {
    try {
      const { tokens, returnTo } = await this.#need().comeBack(url);
      this.#hold(tokens);
      sessionStorage.removeItem(RETRIED);
      return returnTo;
    } catch (error) {
      // A stale link or the back button: the code is used, or was another tab's. Once more from the start, and only once.
      if (sessionStorage.getItem(RETRIED)) throw error;
      sessionStorage.setItem(RETRIED, 'yes');
      return this.#need().leave('/');
    }
  }

  #leave(): Promise<never> {
    const { account, email } = this.person;
    keepTyped(`${account} ${email}`);
    return this.#need().leave(`${location.pathname}${location.search}`);
  }

  #hold(tokens: Tokens): void {
    this.#tokens = tokens;
    this.#since = Date.now();
  }

  /** The ID token: it bears the account and the role. */
  async token(): Promise<string> {
    if (!this.#tokens || this.#tokens.expiresAt - Date.now() < RENEW_MS) await this.#renew();
    if (!this.#tokens) throw new Error('You are signed out');
    return this.#tokens.idToken;
  }

  /** One renewal at a time: a refresh token may work only once. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#renewed().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewed(): Promise<void> {
    const { refreshToken } = this.#tokens ?? {};
    const tokens = refreshToken ? await this.#need().renew(refreshToken).catch(ended) : undefined;
    if (tokens) this.#hold(tokens);
    else await this.#leave();
  }

  /** The API does not take the token. */
  async signInAgain(): Promise<void> {
    if (Date.now() - this.#since > NEW_MS) await this.#leave();
  }

  async signOut(): Promise<void> {
    const { refreshToken } = this.#tokens ?? {};
    this.#tokens = undefined;
    dropTyped();
    await this.#need().signOut(refreshToken);
  }

  get person(): Person {
    const claims = this.#tokens?.claims ?? {};
    return {
      email: String(claims.email ?? ''),
      account: String(claims['custom:account'] ?? ''),
      role: claims['custom:role'] === 'billing' ? 'billing' : 'viewer',
    };
  }

  #need(): SignIn {
    if (!this.#signIn) throw new Error('The session has not started');
    return this.#signIn;
  }
}

/** Without a network nothing is known of the token: what was typed must not be lost to a sign-in page that cannot be reached either. */
function ended(error: unknown): undefined {
  if (error instanceof TypeError) throw error;
  return undefined;
}

export const session = new Session();

/** A viewer's buttons are drawn as not allowed; the API refuses them anyway. */
export const mayBill = (): boolean => session.person.role === 'billing';
export const ONLY_BILLING = 'You may look and download. Ask someone with the billing role to do this';
