import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from 'vitest';
import { invitation, invite } from '../../bin/invite.ts';

const TYPED = ['--account', 'alpine-telecom', '--email', 'mia@example.com', '--role', 'billing'];

const without = (name: string, ...instead: string[]) => [
  ...TYPED.slice(0, TYPED.indexOf(name)),
  ...TYPED.slice(TYPED.indexOf(name) + 2),
  ...instead,
];

describe('an invitation', () => {
  it('says who, to which account, and what they may do there', () => {
    expect(invitation(TYPED)).toEqual({ account: 'alpine-telecom', email: 'mia@example.com', role: 'billing' });
  });

  it.each([
    ['--account', without('--account')],
    ['--account', without('--account', '--account', 'alpine telecom')],
    ['--account', without('--account', '--account', 'a'.repeat(65))],
    ['--account', without('--account', '--account', 'ACCOUNT#1')],
    ['--email', without('--email')],
    ['--email', without('--email', '--email', 'mia')],
    ['--role', without('--role')],
    ['--role', without('--role', '--role', 'owner')],
    ['--user-pool', [...TYPED, '--user-pool', 'not a pool']],
    ['--acount', [...TYPED, '--acount', 'x']],
  ])('that is wrong names %s', (name, typed) => {
    expect(() => invitation(typed)).toThrow(name);
  });
});

type Call = { readonly operation: string; readonly body: Record<string, unknown> };

describe('inviting', () => {
  let server: Server;
  afterEach(() => server.close());

  /** A user pool service that answers as Cognito's documentation says, and the calls that it got. */
  async function cognito(pools: readonly string[]): Promise<{ client: CognitoIdentityProviderClient; calls: Call[] }> {
    const calls: Call[] = [];
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      calls.push({ operation, body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown> });
      const users = pools.map((name, index) => ({ Name: name, Id: `eu-west-1_pool${index}` }));
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(operation === 'ListUserPools' ? { UserPools: users } : { User: { Username: 'x' } }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const client = new CognitoIdentityProviderClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    return { client, calls };
  }

  it("makes a user of the account's in the pool that the stack made", async () => {
    const { client, calls } = await cognito(['Other', 'Rebill']);
    expect(await invite(invitation(TYPED), client)).toBe('eu-west-1_pool1');
    expect(calls.at(-1)).toEqual({
      operation: 'AdminCreateUser',
      body: {
        UserPoolId: 'eu-west-1_pool1',
        Username: 'mia@example.com',
        UserAttributes: [
          { Name: 'email', Value: 'mia@example.com' },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'custom:account', Value: 'alpine-telecom' },
          { Name: 'custom:role', Value: 'billing' },
        ],
        DesiredDeliveryMediums: ['EMAIL'],
      },
    });
  });

  it('looks for no pool when one is named', async () => {
    const { client, calls } = await cognito([]);
    await invite(invitation([...TYPED, '--user-pool', 'eu-west-1_Named1']), client);
    expect(calls.map(({ operation }) => operation)).toEqual(['AdminCreateUser']);
  });

  it.each([[[]], [['Rebill', 'Rebill']]])('asks for --user-pool when it finds none, or several: %j', async (pools) => {
    const { client, calls } = await cognito(pools);
    await expect(invite(invitation(TYPED), client)).rejects.toThrow('--user-pool is needed');
    expect(calls.map(({ operation }) => operation)).toEqual(['ListUserPools']);
  });
});
