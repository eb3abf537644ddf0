import * as oauth from 'oauth4webapi';
import type { SignInConfig } from './config.ts';

/** What a person is signed in by. It lives in this page's memory and nowhere else. */
export type Tokens = {
  readonly idToken: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly refreshToken: string | undefined;
  /** By this device's clock, in milliseconds. */
  readonly expiresAt: number;
};

/** What is remembered on the way to the sign-in page and back: no token, and of no use without the code that comes back. */
type Leaving = { readonly verifier: string; readonly state: string; readonly returnTo: string };

const LEAVING = 'rebill.leaving';

/** Authorisation code with PKCE, as RFC 9700 wants it of an app without a secret. */
export class SignIn {
  readonly #server: oauth.AuthorizationServer;
  readonly #client: oauth.Client;
  readonly #scope: string;
  /** Over plain HTTP on this very machine only. */
  readonly #options: { readonly [oauth.allowInsecureRequests]?: boolean };

  constructor({ metadata, clientId, scope }: SignInConfig) {
    this.#server = { ...metadata, issuer: metadata.issuer ?? '' };
    this.#client = { client_id: clientId };
    this.#scope = scope;
    this.#options = location.protocol === 'http:' ? { [oauth.allowInsecureRequests]: true } : {};
  }

  /** Leaves for the sign-in page: the promise never settles. */
  async leave(returnTo: string): Promise<never> {
    const leaving: Leaving = { verifier: oauth.generateRandomCodeVerifier(), state: oauth.generateRandomState(), returnTo };
    sessionStorage.setItem(LEAVING, JSON.stringify(leaving));
    const to = new URL(this.#server.authorization_endpoint ?? '');
    to.search = new URLSearchParams({
      client_id: this.#client.client_id,
      redirect_uri: redirectUri(),
      response_type: 'code',
      scope: this.#scope,
      state: leaving.state,
      code_challenge: await oauth.calculatePKCECodeChallenge(leaving.verifier),
      code_challenge_method: 'S256',
    }).toString();
    // Without an entry of its own in the history, or the way back would lead here again.
    location.replace(to);
    return new Promise<never>(() => undefined);
  }

  /** Back from the sign-in page, at `url`. @throws when this tab never left, or the code is used or refused */
  async comeBack(url: URL): Promise<{ readonly tokens: Tokens; readonly returnTo: string }> {
    const { verifier, state, returnTo } = JSON.parse(sessionStorage.getItem(LEAVING) ?? '{}') as Partial<Leaving>;
    sessionStorage.removeItem(LEAVING);
    if (!verifier || !state) throw new Error('This tab did not ask to sign in');
    const answer = oauth.validateAuthResponse(this.#server, this.#client, url, state);
    const response = await oauth.authorizationCodeGrantRequest(
      this.#server,
      this.#client,
      oauth.None(),
      answer,
      redirectUri(),
      verifier,
      this.#options,
    );
    const result = await oauth.processAuthorizationCodeResponse(this.#server, this.#client, response, { requireIdToken: true });
    return { tokens: tokensOf(result), returnTo: returnTo?.startsWith('/') && !returnTo.startsWith('//') ? returnTo : '/' };
  }

  /** @throws when the refresh token has ended */
  async renew(refreshToken: string): Promise<Tokens> {
    const response = await oauth.refreshTokenGrantRequest(this.#server, this.#client, oauth.None(), refreshToken, this.#options);
    const tokens = tokensOf(await oauth.processRefreshTokenResponse(this.#server, this.#client, response));
    return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
  }

  /** Ends the refresh token, and the sign-in page's own memory of the person. */
  async signOut(refreshToken: string | undefined): Promise<void> {
    if (refreshToken) {
      await oauth.revocationRequest(this.#server, this.#client, oauth.None(), refreshToken, this.#options).catch(() => undefined);
    }
    const leaving = new URL(this.#server.end_session_endpoint ?? '/', location.origin);
    leaving.searchParams.set('client_id', this.#client.client_id);
    leaving.searchParams.set('logout_uri', redirectUri());
    location.assign(leaving);
  }
}

const redirectUri = (): string => `${location.origin}/`;

function tokensOf(result: oauth.TokenEndpointResponse): Tokens {
  const claims = oauth.getValidatedIdTokenClaims(result);
  if (!claims || !result.id_token) throw new Error('The sign-in page gave no ID token');
  return {
    idToken: result.id_token,
    claims,
    refreshToken: result.refresh_token,
    expiresAt: Date.now() + (result.expires_in ?? 300) * 1000,
  };
}
