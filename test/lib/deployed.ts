import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { bundleName } from '../../lib/bundle.ts';
import { FUNCTIONS } from '../../lib/functions.ts';
import { RebillStack, type RebillStackProps } from '../../lib/stack.ts';

/** A folder of bundles as small as can be: the template does not depend on what they do. The caller removes it. */
export function tinyBundles(names: readonly string[] = Object.keys(FUNCTIONS)): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  for (const name of names) {
    mkdirSync(join(folder, bundleName(name)));
    writeFileSync(join(folder, bundleName(name), 'index.js'), `exports.handler = async () => '${name}';\n`);
  }
  return folder;
}

/** A web app as small as can be. The caller removes it. */
export function tinyAdmin(): string {
  const folder = mkdtempSync(join(tmpdir(), 'admin-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>Rebill</title><script type="module" src="/assets/app-1a2b3c4d.js"></script>',
  );
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets/app-1a2b3c4d.js'), `document.title = 'Rebill';\n${'// padding\n'.repeat(200)}`);
  return folder;
}

export type Deployed = {
  readonly app: App;
  readonly stack: Stack;
  readonly template: Template;
  /** The properties of every resource of a type, by logical id. */
  of<T = Record<string, unknown>>(type: string): Record<string, T>;
  /** The same without what CDK makes by itself, to copy the app's files with. */
  ours<T = Record<string, unknown>>(type: string): Record<string, T>;
};

/** The stack, synthesised with tiny bundles and a tiny app; `change` puts something into it first. */
export function deployed(props: Partial<RebillStackProps> = {}, change: (stack: Stack) => void = () => undefined): Deployed {
  const bundles = tinyBundles();
  const admin = tinyAdmin();
  try {
    const app = new App();
    const stack = new RebillStack(app, 'Rebill', { bundles, admin, ...props });
    change(stack);
    const template = Template.fromStack(stack);
    const of = <T>(type: string) =>
      Object.fromEntries(Object.entries(template.findResources(type)).map(([id, resource]) => [id, resource.Properties as T]));
    const ours = <T>(type: string) => Object.fromEntries(Object.entries(of<T>(type)).filter(([id]) => !id.startsWith('CustomCDK')));
    return { app, stack, template, of, ours };
  } finally {
    for (const folder of [bundles, admin]) rmSync(folder, { recursive: true });
  }
}

export type Statement = {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
  readonly Sid?: string;
  /** In the policy of a resource alone: whom it is about. */
  readonly Principal?: { readonly AWS: unknown };
};

type PolicyDocument = { readonly Statement: Statement[] };

/** All that each role of ours may do, by its logical id, whether it stands in the role, in a policy attached to it or in that of a key. */
export function allowed({ of, ours }: Deployed): Record<string, Statement[]> {
  const roles = ours<{ Policies?: { PolicyDocument: PolicyDocument }[] }>('AWS::IAM::Role');
  const attached = Object.values(of<{ PolicyDocument: PolicyDocument; Roles: { Ref: string }[] }>('AWS::IAM::Policy'));
  const ofKeys = Object.entries(of<{ KeyPolicy: PolicyDocument }>('AWS::KMS::Key')).flatMap(([key, { KeyPolicy }]) =>
    KeyPolicy.Statement.map((statement) => ({ ...statement, Resource: { 'Fn::GetAtt': [key, 'Arn'] } })),
  );
  return Object.fromEntries(
    Object.entries(roles).map(([id, { Policies = [] }]) => [
      id,
      [
        ...Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
        ...attached.filter(({ Roles }) => Roles.some(({ Ref }) => Ref === id)).flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
        ...ofKeys.filter(({ Principal }) => JSON.stringify(Principal?.AWS).includes(`{"Fn::GetAtt":["${id}","Arn"]}`)),
      ],
    ]),
  );
}

export const actionsOf = ({ Action }: Statement): string[] => (Array.isArray(Action) ? Action : [Action]);

/** `EmailInvoiceFunctionRole` → `emailInvoice`, `ApiHealthFunctionRole` → `api/health`. */
export function nameOf(logicalId: string): string {
  const name = logicalId.replace(/Function(Role)?$/, '');
  const plain = name.startsWith('Api') ? name.slice(3) : name;
  return `${name.startsWith('Api') ? 'api/' : ''}${plain.charAt(0).toLowerCase()}${plain.slice(1)}`;
}

/** The functions that may do `action`, on something that `where` finds. */
export function whoMay(cloud: Deployed, action: string, where: RegExp = /./): string[] {
  const matches = (statement: Statement) => actionsOf(statement).includes(action) && where.test(JSON.stringify(statement.Resource));
  return Object.entries(allowed(cloud))
    .filter(([, statements]) => statements.some(matches))
    .map(([role]) => nameOf(role))
    .sort();
}
