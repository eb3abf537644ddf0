import type { AuthorizerSpec, ClientSpec } from '../assembly/specs.ts';
import type { Tokens } from '../gateway/tokens.ts';
import type { Grants } from './grants.ts';
import type { Remembered } from './remembered.ts';

/** What signing in takes. `client`: with the addresses that it has on this machine. */
export type SignInParts = {
  readonly client: ClientSpec;
  readonly authorizer: AuthorizerSpec;
  readonly tokens: Tokens;
  readonly grants: Grants;
  readonly remembered: Remembered;
};

export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
