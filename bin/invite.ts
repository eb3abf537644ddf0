import { parseArgs } from 'node:util';
import { AdminCreateUserCommand, CognitoIdentityProviderClient, paginateListUserPools } from '@aws-sdk/client-cognito-identity-provider';

/** The stack's name, which is also its user pool's. */
const STACK = 'Rebill';

const USAGE = 'npm run invite -- --account ACCOUNT --email EMAIL --role billing|viewer [--user-pool ID]';

export type Invitation = { readonly account: string; readonly email: string; readonly role: string; readonly userPool?: string };

/** What was typed, checked. Throws an Error that names the argument at fault. */
export function invitation(typed: readonly string[]): Invitation {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...typed], options: { account: text, email: text, role: text, 'user-pool': text } });
  const { account, email, role, 'user-pool': userPool } = values;
  if (!account || !/^[A-Za-z0-9-]{1,64}$/.test(account)) throw new Error('--account must be 1 to 64 letters, digits or hyphens');
  if (!email || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new Error('--email must be an email address');
  if (role !== 'billing' && role !== 'viewer')
    throw new Error('--role must be billing (may do everything) or viewer (reads and downloads)');
  if (userPool !== undefined && !/^[\w-]+_[0-9A-Za-z]+$/.test(userPool))
    throw new Error('--user-pool must be an id like ap-southeast-2_AbCdEf123');
  return { account, email, role, ...(userPool !== undefined && { userPool }) };
}

/** Makes the user, whom Cognito then sends a temporary password. Answers the pool's id. */
export async function invite(
  { account, email, role, userPool }: Invitation,
  cognito = new CognitoIdentityProviderClient({}),
): Promise<string> {
  const pool = userPool ?? (await poolOfStack(cognito));
  const attributes = { email, email_verified: 'true', 'custom:account': account, 'custom:role': role };
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool,
      Username: email,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      DesiredDeliveryMediums: ['EMAIL'],
    }),
  );
  return pool;
}

async function poolOfStack(cognito: CognitoIdentityProviderClient): Promise<string> {
  const found: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 })) {
    found.push(...UserPools.filter(({ Name }) => Name === STACK).flatMap(({ Id }) => Id ?? []));
  }
  const [pool, another] = found;
  if (!pool)
    throw new Error(`--user-pool is needed: this AWS account and region has no user pool named ${STACK}. Is the stack deployed here?`);
  if (another) throw new Error(`--user-pool is needed: there are ${found.length} user pools named ${STACK} (${found.join(', ')})`);
  return pool;
}

/** What went wrong, in words for the one who typed it. */
function explained(error: unknown, { email, userPool }: Partial<Invitation>): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'UsernameExistsException') return `--email ${email} has a user already; a user belongs to one account`;
  if (error.name === 'ResourceNotFoundException') return `--user-pool ${userPool} does not exist in this AWS account and region`;
  if (error.name === 'CredentialsProviderError') return 'No AWS credentials were found: sign in to the account that Rebill is deployed to';
  return error.message;
}

if (import.meta.main) {
  let asked: Partial<Invitation> = {};
  try {
    const wanted = invitation(process.argv.slice(2));
    asked = wanted;
    const pool = await invite(wanted);
    console.log(
      `${wanted.email} may sign in to account ${wanted.account} as ${wanted.role}; a temporary password is on its way (user pool ${pool})`,
    );
  } catch (error) {
    console.error(`${explained(error, asked)}\n${USAGE}`);
    process.exitCode = 1;
  }
}
