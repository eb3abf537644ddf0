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

export type Deployed = {
  readonly app: App;
  readonly stack: Stack;
  readonly template: Template;
  /** The properties of every resource of a type, by logical id. */
  of<T = Record<string, unknown>>(type: string): Record<string, T>;
};

/** The stack, synthesised with tiny bundles. */
export function deployed(props: Omit<RebillStackProps, 'bundles'> = {}): Deployed {
  const bundles = tinyBundles();
  try {
    const app = new App();
    const stack = new RebillStack(app, 'Rebill', { bundles, ...props });
    const template = Template.fromStack(stack);
    const of = <T>(type: string) =>
      Object.fromEntries(Object.entries(template.findResources(type)).map(([id, resource]) => [id, resource.Properties as T]));
    return { app, stack, template, of };
  } finally {
    rmSync(bundles, { recursive: true });
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

/** All that each role may do, by its logical id, whether it stands in the role, in a policy attached to it or in that of a key. */
export function allowed({ of }: Deployed): Record<string, Statement[]> {
  const roles = of<{ Policies?: { PolicyDocument: PolicyDocument }[] }>('AWS::IAM::Role');
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
