import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readJson } from '../jsonFile.ts';

export type Resource = {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly Condition?: string;
};

export type TemplateDocument = {
  readonly Resources: Record<string, Resource>;
  readonly Parameters?: Record<string, { readonly Default?: unknown }>;
  readonly Conditions?: Record<string, unknown>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
};

export type StackArtifact = {
  readonly name: string;
  readonly template: TemplateDocument;
  /** The folder of each asset by the key under which it would lie in S3. */
  readonly assets: ReadonlyMap<string, string>;
};

type Manifest = {
  readonly artifacts?: Record<
    string,
    { readonly type: string; readonly properties?: { readonly templateFile?: string; readonly file?: string; readonly stackName?: string } }
  >;
};

type AssetManifest = {
  readonly files?: Record<
    string,
    { readonly source: { readonly path?: string }; readonly destinations: Record<string, { readonly objectKey: string }> }
  >;
};

/** The stacks of a cloud assembly. */
export function readAssembly(folder: string): StackArtifact[] {
  const dir = resolve(folder);
  const manifest = readJson<Manifest>(join(dir, 'manifest.json'));
  if (!manifest) throw new Error(`${dir} holds no synthesised CDK app`);
  markAsCommonJs(dir);
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const assets = new Map(
    artifacts
      .filter(([, { type }]) => type === 'cdk:asset-manifest')
      .flatMap(([, { properties }]) => [...readAssets(dir, properties?.file ?? '')]),
  );
  return artifacts
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => {
      const template = readJson<TemplateDocument>(join(dir, properties?.templateFile ?? ''));
      if (!template) throw new Error(`The template of ${id} is missing from ${dir}`);
      return { name: properties?.stackName ?? id, template, assets };
    });
}

function readAssets(dir: string, file: string): Map<string, string> {
  const { files = {} } = readJson<AssetManifest>(join(dir, file)) ?? {};
  return new Map(
    Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(dir, source.path ?? '')]),
    ),
  );
}

/** In Lambda no package.json lies above a bundle, so `.js` is CommonJS; here this project's own would make modules of them. */
function markAsCommonJs(dir: string): void {
  const file = join(dir, 'package.json');
  if (!existsSync(file)) writeFileSync(file, '{ "type": "commonjs" }\n');
}
