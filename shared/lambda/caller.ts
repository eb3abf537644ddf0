import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../domain/problem.ts';

export type Role = 'billing' | 'viewer';

/** Who asks, from the verified token alone. */
export type Caller = { readonly account: string; readonly user: string; readonly role: Role };

const NOBODY: Caller = { account: '', user: '', role: 'viewer' };

/** @throws Problem `unauthorised` without an account's token, `forbidden` when a viewer asks for what only billing may do */
export function callerOf(event: APIGatewayProxyEventV2, needed: Role | 'anyone'): Caller {
  if (needed === 'anyone') return NOBODY;
  const claims = claimsOf(event);
  const account = claims['custom:account'];
  const role = claims['custom:role'];
  // An access token passes the gateway too. Whatever such a one may say of an account one day, an ID token is what we ask for.
  if (typeof account !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(account) || claims.token_use !== 'id') {
    throw new Problem('unauthorised', 'The token names no account: sign in again');
  }
  if (role !== 'billing' && role !== 'viewer') throw new Problem('forbidden', 'Your user has no role in this account');
  if (needed === 'billing' && role !== 'billing')
    throw new Problem('forbidden', 'A viewer can read and download; this needs the role “billing”');
  // Half a character would be kept as another one in an invoice's history.
  return { account, role, user: String(claims.email ?? claims.sub ?? 'unknown').toWellFormed() };
}

function claimsOf(event: APIGatewayProxyEventV2): Readonly<Record<string, unknown>> {
  const context = event.requestContext as { readonly authorizer?: { readonly jwt?: { readonly claims?: Record<string, unknown> } } };
  return context.authorizer?.jwt?.claims ?? {};
}
