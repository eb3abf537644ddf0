import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { readJson } from './jsonFile.ts';

/** Everything that the template, the bundles and the app are made from. */
const SOURCES = ['bin', 'lib', 'functions', 'shared', 'admin', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Writes each resource's construct path into the template: what people call the queues and schedules. The command line asks for it too. */
const PATHS = { 'aws:cdk:enable-path-metadata': true };

type CdkJson = { readonly app: string; readonly context?: Record<string, unknown> };

/** Makes `cdk.out` from the app in `cdk.json`, unless it was made from the very same files. Throws with the app's own words when that fails. */
export async function synthesise(outDir: string): Promise<{ readonly reused: boolean }> {
  const stamp = join(outDir, '.made-from');
  // What was made is part of the stamp: `cdk synth` writes to the same folder, perhaps from other sources.
  const hash = () => hashOf([...SOURCES, ...documentsIn(outDir)]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash()) return { reused: true };
  const { app, context = {} } = readJson<CdkJson>('cdk.json') ?? { app: '' };
  // What the CDK's command line would hand to the app: where to write, and the context of cdk.json.
  const env = { ...process.env, CDK_OUTDIR: outDir, CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...PATHS }) };
  await run(app.replace(/^node /, `"${process.execPath}" `), env);
  writeFileSync(stamp, hash());
  return { reused: false };
}

function documentsIn(outDir: string): string[] {
  if (!existsSync(outDir)) return [];
  return readdirSync(outDir)
    .filter((name) => /^(manifest|.*\.template|.*\.assets)\.json$/.test(name))
    .map((name) => join(outDir, name));
}

function run(command: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The CDK app could not be synthesised (${command}):\n${Buffer.concat(output)}`));
    });
  });
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths.filter((candidate) => existsSync(candidate))) {
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .filter((name) => !name.split(sep).includes('node_modules'))
          .map((name) => join(path, name))
          .sort()
      : [path];
    for (const file of files) if (statSync(file).isFile()) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
