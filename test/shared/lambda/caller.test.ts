import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { callerOf } from '../../../shared/lambda/caller.ts';

const with_ = (claims: unknown, headers = {}) =>
  ({ headers, requestContext: { authorizer: { jwt: { claims } } } }) as unknown as APIGatewayProxyEventV2;
const ID = { 'custom:account': 'aap', 'custom:role': 'billing', email: 'clerk@reseller.example', sub: 'u-1', token_use: 'id' };
const refusal = (code: string) => expect.objectContaining({ code });

describe('who asks', () => {
  it('is what the token says: account, role and the person', () => {
    expect(callerOf(with_(ID), 'billing')).toEqual({ account: 'aap', role: 'billing', user: 'clerk@reseller.example' });
    expect(callerOf(with_({ ...ID, 'custom:role': 'viewer' }), 'viewer')).toMatchObject({ role: 'viewer' });
    expect(callerOf(with_(ID), 'viewer')).toMatchObject({ role: 'billing' });
  });

  it('is named by the subject without an email, and by nothing without both', () => {
    const { email: _, ...nameless } = ID;
    expect(callerOf(with_(nameless), 'viewer').user).toBe('u-1');
    const { sub: __, ...unknown } = nameless;
    expect(callerOf(with_(unknown), 'viewer').user).toBe('unknown');
  });

  it('is named in whole characters, which are kept as they are', () => {
    expect(callerOf(with_({ ...ID, email: 'clerk\ud800@reseller.example' }), 'viewer').user).toBe('clerk\ufffd@reseller.example');
  });

  it('is nobody where no token is needed, even with one', () => {
    expect(callerOf(with_(ID), 'anyone')).toEqual({ account: '', user: '', role: 'viewer' });
  });

  it.each([
    ['without an authorizer', {}],
    ['without a JWT', { authorizer: {} }],
    ['without claims', { authorizer: { jwt: {} } }],
    ['with one of another kind', { authorizer: { lambda: { 'custom:account': 'aap', 'custom:role': 'billing' } } }],
  ])('is refused %s', (_, requestContext) => {
    const event = { headers: {}, requestContext } as unknown as APIGatewayProxyEventV2;
    expect(() => callerOf(event, 'viewer')).toThrow(refusal('unauthorised'));
  });

  it.each([undefined, null, '', 7, ['aap'], '[aap other]', 'a b', 'a#ACCOUNT', 'DOMAIN#x', '../aap', 'aap\n', 'ä', 'a'.repeat(65)])(
    'is refused with an account that is none, before it could reach a key: %j',
    (account) => {
      expect(() => callerOf(with_({ ...ID, 'custom:account': account }), 'viewer')).toThrow(refusal('unauthorised'));
    },
  );

  it.each(['access', undefined, '', 'ID'])('is refused with a token of another use, which the gateway lets through as well: %j', (use) => {
    expect(() => callerOf(with_({ ...ID, token_use: use }), 'viewer')).toThrow(refusal('unauthorised'));
  });

  it.each([undefined, '', 'admin', 'Billing', 'billing viewer', ['billing'], true])('may do nothing in a role that is none: %j', (role) => {
    for (const needed of ['viewer', 'billing'] as const)
      expect(() => callerOf(with_({ ...ID, 'custom:role': role }), needed)).toThrow(refusal('forbidden'));
  });

  it('may only look, as a viewer', () => {
    expect(() => callerOf(with_({ ...ID, 'custom:role': 'viewer' }), 'billing')).toThrow(refusal('forbidden'));
  });
});
