import { AccountPrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { type Deployed, deployed } from './deployed.ts';
import { COPIER, POWERS } from './named.ts';
import { everythingSaid, mayDo, type Said } from './powers.ts';

/** Over the whole template: roles, policies attached to them, those of buckets, queues, topics and the key. */
const all = everythingSaid(deployed().template);

describe('who may', () => {
  // Who may become somebody is told below.
  const said = all.filter(({ trust }) => !trust);

  it.each(POWERS)('%s', (_, actions, where, who) => {
    for (const action of actions) {
      expect(
        mayDo(said, [action], where).filter((each) => !who.includes(each)),
        action,
      ).toEqual([]);
    }
    expect(mayDo(said, actions, where)).toEqual([...who].sort());
  });

  it('do anything that is not named here: nobody', () => {
    const named = new Set(POWERS.flatMap(([, actions]) => actions.map((action) => action.split(':')[0])));
    const services = new Set(said.flatMap(({ Action }) => [Action].flat().map((action) => action.split(':')[0])));
    expect([...services].filter((service) => !named.has(service)).sort()).toEqual(['cloudfront', 'logs', 'sns']);
    const rest = (service: string) =>
      said.filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().some((each) => each.startsWith(`${service}:`)));
    expect([...new Set(rest('cloudfront').flatMap(({ who }) => who))]).toEqual([COPIER]);
    expect(rest('sns')).toEqual([]);
    expect([...new Set(rest('logs').flatMap(({ Action }) => Action))].sort()).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });
});

const textOf = (value: unknown): string => JSON.stringify(value);

describe('what is said by a wildcard', () => {
  it('no action, but where CDK copies the app, and where all of it is refused', () => {
    const wild = all.filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().some((each) => each.includes('*')));
    expect([...new Set(wild.flatMap(({ who }) => who))]).toEqual([COPIER]);
  });

  it('no resource, but those that have no name of their own', () => {
    const wild = (said: Said) => [said.Resource].flat().filter((each) => each !== undefined && /\*/.test(textOf(each)));
    const inWords = new Set(
      all
        .filter(({ Effect }) => Effect === 'Allow')
        .flatMap((said) => wild(said).map((each) => `${said.type === 'AWS::IAM::Role' ? 'roles' : said.holder}: ${resourceText(each)}`)),
    );
    expect([...inWords].sort()).toEqual([
      'AdminPolicy: Admin/*', // the app's public files, for CloudFront
      // In its own policy a key is called `*`: there is no other name for it.
      'ConnectionKey: *',
      `${'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiBServiceRoleDefaultPolicy'}: *`, // makes CloudFront forget
      `${'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiBServiceRoleDefaultPolicy'}: Admin/*`,
      `${'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiBServiceRoleDefaultPolicy'}: assets/*`,
      'FilesAccessLogPolicy: FilesAccessLog/*', // for S3's own logs
      'roles: Files/downloads/*', // each download is a new file
      'roles: Files/kept/*', // named by what is in them
      'roles: ses identity/*', // resellers bring their domains later
    ]);
  });

  it('nothing by what it leaves out, and nothing is allowed to everyone', () => {
    expect(all.filter((said) => 'NotAction' in said || 'NotResource' in said || 'NotPrincipal' in said)).toEqual([]);
    expect(all.filter(({ Effect, who }) => Effect === 'Allow' && who.includes('*'))).toEqual([]);
  });
});

function resourceText(resource: unknown): string {
  const text = textOf(resource);
  if (text === '"*"') return '*';
  if (text.includes(':ses:')) return `ses ${/:(identity\/\*)/.exec(text)?.[1]}`;
  if (text.includes('cdk-hnb659fds-assets')) return 'assets/*';
  const [, bucket, path] = /"Fn::GetAtt":\["(\w+)","Arn"\]\},"(\/.*?\*)"/.exec(text) ?? [];
  return bucket ? `${bucket}${path}` : text;
}

describe('who may become somebody, or call a function', () => {
  it('only Lambda takes on the role of a function', () => {
    const trusted = all.filter(({ trust }) => trust);
    expect(new Set(trusted.flatMap(({ who }) => who))).toEqual(new Set(['lambda.amazonaws.com']));
    expect(trusted.every(({ Action }) => Action === 'sts:AssumeRole')).toBe(true);
  });

  it('only the API and the four rules call a function, each from its own place', () => {
    const permissions = Object.values(deployed().of<Record<string, unknown>>('AWS::Lambda::Permission'));
    expect(new Set(permissions.map(({ Principal }) => Principal))).toEqual(new Set(['apigateway.amazonaws.com', 'events.amazonaws.com']));
    expect(
      permissions.filter(({ SourceArn, FunctionUrlAuthType }) => SourceArn === undefined || FunctionUrlAuthType !== undefined),
    ).toEqual([]);
    expect(
      permissions
        .filter(({ Principal }) => Principal === 'events.amazonaws.com')
        .map(({ SourceArn }) => textOf(SourceArn))
        .sort(),
    ).toEqual(['checkSenders', 'emailEvents', 'startRuns', 'sweep'].map((rule) => textOf({ 'Fn::GetAtt': [rule, 'Arn'] })));
  });
});

describe('someone new', () => {
  type Add = (stack: Deployed['stack']) => void;
  const seen = (add: Add) => {
    const said = everythingSaid(deployed({}, add).template).filter(({ trust }) => !trust);
    return POWERS.flatMap(([what, actions, where, who]) =>
      mayDo(said, actions, where).flatMap((each) => (who.includes(each) ? [] : `${each} may ${what}`)),
    );
  };

  it('is seen, however the right is given', () => {
    const role = (stack: Deployed['stack']) => new Role(stack, 'Stranger', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    expect(seen(() => undefined)).toEqual([]);
    expect(seen((stack) => role(stack).addToPolicy(new PolicyStatement({ actions: ['ses:Send*'], resources: ['*'] })))).toEqual([
      'Stranger may send mail',
    ]);
    expect(
      seen(
        (stack) =>
          new ManagedPolicy(stack, 'M', {
            users: [new User(stack, 'Ann')],
            statements: [new PolicyStatement({ actions: ['*'], resources: ['*'] })],
          }),
      ).length,
    ).toBe(POWERS.length);
    expect(
      seen((stack) =>
        (stack.node.findChild('Files') as Bucket).addToResourcePolicy(
          new PolicyStatement({
            principals: [new AccountPrincipal('210987654321')],
            actions: ['s3:GetObject'],
            resources: [(stack.node.findChild('Files') as Bucket).arnForObjects('*')],
          }),
        ),
      ),
    ).toEqual([expect.stringMatching(/210987654321.* may read anything else of the files$/)]);
  });
});
