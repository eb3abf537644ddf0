import type { Template } from 'aws-cdk-lib/assertions';
import { actionsOf, nameOf, type Statement } from './deployed.ts';

type Resource = { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> };

/** One statement of the template, wherever it stands: who it is about, and which resource it stands in or is attached to. */
export type Said = Statement & { readonly holder: string; readonly type: string; readonly who: readonly string[]; readonly trust: boolean };

/** Every policy statement in the whole template, in whatever kind of resource, at whatever depth: none is found by its name. */
export function everythingSaid(template: Template): Said[] {
  const { Resources } = template.toJSON() as { Resources: Record<string, Resource> };
  return Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) =>
    statementsIn(Properties).map(({ statement, path }) => ({
      ...statement,
      holder: id,
      type: Type,
      trust: path.includes('AssumeRolePolicyDocument'),
      who: statement.Principal === undefined ? holdersOf(id, Type, Properties) : principalsOf(statement.Principal),
    })),
  );
}

type Found = { readonly statement: Statement; readonly path: readonly string[] };

function statementsIn(value: unknown, path: readonly string[] = []): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name];
    if (name === 'Statement') return [inner].flat().map((statement) => ({ statement: statement as Statement, path: here }));
    return statementsIn(inner, here);
  });
}

type Refs = readonly { readonly Ref?: string }[];

/** Whose policy it is, where it names nobody: the role itself, or the roles, users and groups that it is attached to. */
function holdersOf(id: string, type: string, { Roles = [], Users = [], Groups = [] }: Readonly<Record<string, unknown>>): string[] {
  const attached = [...(Roles as Refs), ...(Users as Refs), ...(Groups as Refs)].map((each) => each.Ref ?? JSON.stringify(each));
  return (attached.length > 0 || type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy' ? attached : [id]).map(personOf);
}

/** `lambda.amazonaws.com`, `*`, a function's name, or whatever else stands there. */
function principalsOf(principal: unknown): string[] {
  if (typeof principal === 'string') return [principal];
  return Object.values(principal as Record<string, unknown>)
    .flat()
    .map((each) => {
      if (typeof each === 'string') return each;
      const role = (each as { 'Fn::GetAtt'?: [string, string] })['Fn::GetAtt']?.[0];
      if (role) return personOf(role);
      const text = JSON.stringify(each);
      // Another account's is one with a number.
      return /\{"Ref":"AWS::AccountId"\},":root"/.test(text) ? 'the AWS account' : text;
    });
}

const COPIER = /^CustomCDKBucketDeployment/;

/** A function by the name of its file. */
function personOf(logicalId: string): string {
  if (COPIER.test(logicalId)) return "CDK's copier of the app's files";
  return /Function(Role)?$/.test(logicalId) ? nameOf(logicalId) : logicalId;
}

/** Whether what is said lets somebody do `action`: by its name, or by a pattern that it fits. */
export function letsDo(said: Said, action: string): boolean {
  const fits = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      'i',
    ).test(action);
  return said.Effect === 'Allow' && (actionsOf(said) as (string | undefined)[]).some((pattern) => pattern === undefined || fits(pattern));
}

/** Everyone who may do one of these to something that `where` finds in the statement's resources, each once. A `*` is everything. */
export function mayDo(all: readonly Said[], actions: readonly string[], where: RegExp = /./): string[] {
  const found = all.filter((said) => {
    // A policy that stands at a resource is about that resource, whatever it calls it.
    const what = JSON.stringify([said.Resource ?? '*', said.holder]);
    return actions.some((action) => letsDo(said, action)) && (said.Resource === '*' || where.test(what));
  });
  return [...new Set(found.flatMap(({ who }) => who))].sort();
}
