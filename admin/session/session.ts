import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { SignInConfig } from './config.ts';

export type Role = 'billing' | 'viewer';

/** Who is signed in, for display alone: what they may do is the API's to say. */
export type Person = { readonly email: string; readonly account: string; readonly role: Role };

/**
 * Authorisation code with PKCE. Tokens live in this page's memory and nowhere else; a reload goes through the sign-in page, which knows the
 * person by its own cookie and sends them straight back. Session storage holds the code verifier on the way there, never a token.
 */
class Session {
  #manager: UserManager | undefined;
  #config: SignInConfig | undefined;
  #user: User | undefined;
  /** When this page got its token. */
  #since = 0;

  /** Resolves signed in, and where to go on; or leaves for the sign-in page, and never resolves. */
  async start(config: SignInConfig): Promise<string> {
    this.#config = config;
    this.#manager = new UserManager({
      authority: config.authority,
      client_id: config.clientId,
      redirect_uri: `${location.origin}/`,
      response_type: 'code',
      scope: config.scope,
      metadata: config.metadata,
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
      automaticSilentRenew: false,
      monitorSession: false,
      loadUserInfo: false,
    });
    const query = new URLSearchParams(location.search);
    if (query.has('state') && (query.has('code') || query.has('error'))) return this.#comeBack();
    return this.#leave();
  }

  async #comeBack(): Promise<string> {
    try {
      const user = await this.#need().signinRedirectCallback();
      this.#user = user;
      this.#since = Date.now();
      return typeof user.state === 'string' && user.state.startsWith('/') ? user.state : '/';
    } catch (error) {
      // A stale link or the back button: the code is used, or was another tab's. Once more from the start, and only once.
      if (sessionStorage.getItem(RETRIED)) throw error;
      sessionStorage.setItem(RETRIED, 'yes');
      return this.#leave('/');
    } finally {
      if (this.#user) sessionStorage.removeItem(RETRIED);
    }
  }

  async #leave(returnTo = `${location.pathname}${location.search}`): Promise<never> {
    await this.#need().signinRedirect({ state: returnTo });
    return new Promise<never>(() => undefined);
  }

  /** The ID token: it bears the account and the role. Renewed when less than a minute of it is left. */
  async token(): Promise<string> {
    if (!this.#user || (this.#user.expires_in ?? 0) < 60) await this.#renew();
    const token = this.#user?.id_token;
    if (!token) throw new Error('You are signed out');
    return token;
  }

  #renewing: Promise<void> | undefined;

  /** One renewal at a time: a refresh token may work only once. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#renewed().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewed(): Promise<void> {
    const user = await this.#need()
      .signinSilent()
      .catch(() => null);
    if (user?.id_token) this.#user = user;
    else await this.#leave();
  }

  /** The API does not take the token. One that is brand new is not exchanged again: that would go round for ever. */
  async signInAgain(): Promise<void> {
    if (Date.now() - this.#since > 15_000) await this.#leave();
  }

  async signOut(): Promise<void> {
    const { clientId, metadata } = this.#config ?? { clientId: '', metadata: {} as Record<string, string> };
    await this.#need()
      .revokeTokens(['refresh_token'])
      .catch(() => undefined);
    await this.#need().removeUser();
    const leaving = new URL(metadata.end_session_endpoint ?? '/', location.origin);
    leaving.searchParams.set('client_id', clientId);
    leaving.searchParams.set('logout_uri', `${location.origin}/`);
    location.assign(leaving);
  }

  get person(): Person {
    const claims: Record<string, unknown> = this.#user?.profile ?? {};
    return {
      email: String(claims.email ?? ''),
      account: String(claims['custom:account'] ?? ''),
      role: claims['custom:role'] === 'billing' ? 'billing' : 'viewer',
    };
  }

  #need(): UserManager {
    if (!this.#manager) throw new Error('The session has not started');
    return this.#manager;
  }
}

const RETRIED = 'rebill.signInRetried';

export const session = new Session();

/** A viewer's buttons are drawn as not allowed; the API refuses them anyway. */
export const mayBill = (): boolean => session.person.role === 'billing';
export const ONLY_BILLING = 'You may look and download. Ask someone with the billing role to do this';
