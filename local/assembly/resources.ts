import type { StackArtifact } from './assembly.ts';
import { type Lookup, resolveValue } from './intrinsics.ts';
import { ACCOUNT, NAME_PROPERTY, type Physical, physicalOf, REGION } from './physical.ts';

/** A resource of the template, its functions worked out to what they are on this machine. */
export type Resolved = {
  readonly logicalId: string;
  readonly physical: Physical;
  /** The ids of the constructs it stands under, without the stack's: `['Queues', 'email', 'Resource']`. */
  readonly path: readonly string[];
  readonly properties: Record<string, unknown>;
};

export type Endpoints = { readonly sqs: string; readonly api: string };

/** The resources of one type, over all stacks. */
export type Resources = (type: string) => readonly Resolved[];

export function resolveStacks(stacks: readonly StackArtifact[], endpoints: Endpoints): Resources {
  const exported = new Map<string, () => unknown>();
  const opened = stacks.map((stack) => openStack(stack, endpoints, exported));
  return (type) => opened.flatMap((ofType) => ofType(type));
}

function openStack(stack: StackArtifact, endpoints: Endpoints, exported: Map<string, () => unknown>): Resources {
  const { template, name: stackName } = stack;
  const resolve = (value: unknown): unknown => resolveValue(value, template, lookup);
  const physical = (logicalId: string): Physical => {
    const resource = template.Resources[logicalId];
    if (!resource) throw new Error(`The template names ${logicalId}, which is no resource of it`);
    const given = resource.Properties?.[NAME_PROPERTY[resource.Type] ?? ''];
    const name = given === undefined ? undefined : String(resolve(given));
    return physicalOf(resource, name, { stackName, logicalId, sqsEndpoint: endpoints.sqs, apiEndpoint: endpoints.api });
  };
  const lookup: Lookup = {
    ref: (logicalId) => physical(logicalId).ref,
    attribute(logicalId, name) {
      const value = physical(logicalId).attributes[name];
      if (value === undefined) throw new Error(`The local host does not know the attribute ${name} of ${logicalId}`);
      return value;
    },
    imported(name) {
      const value = exported.get(name);
      if (!value) throw new Error(`No stack exports ${name}`);
      return value();
    },
    pseudo: pseudoOf(stackName),
  };
  for (const { Export, Value } of Object.values(template.Outputs ?? {})) {
    if (Export) exported.set(String(resolve(Export.Name)), () => resolve(Value));
  }
  return (type) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type && (!resource.Condition || resolve({ 'Fn::If': [resource.Condition, true, false] })))
      .map(([logicalId, resource]) => ({
        logicalId,
        physical: physical(logicalId),
        path: String(resource.Metadata?.['aws:cdk:path'] ?? logicalId)
          .split('/')
          .slice(1),
        properties: resolve(resource.Properties ?? {}) as Record<string, unknown>,
      }));
}

function pseudoOf(stackName: string): Record<string, string> {
  return {
    'AWS::Region': REGION,
    'AWS::AccountId': ACCOUNT,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stackName}/local`,
  };
}

/** What a person would call the resource: the last construct id that is not CDK's own. */
export function friendlyName({ path, logicalId }: Pick<Resolved, 'path' | 'logicalId'>): string {
  return path.filter((id) => id !== 'Resource' && id !== 'Default').at(-1) ?? logicalId;
}
