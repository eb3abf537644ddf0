import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { type Contents, filesIn, settle } from './settle.ts';

const ROOT = dirname(import.meta.dirname);

/**
 * A bundle is CommonJS, because taking Node's own modules by `import` costs an API function a third of its cold start. Code written as a
 * module finds itself through these three; without them a bundle imports well and fails when it first looks for a file beside it.
 */
const ITSELF = {
  define: {
    'process.env.NODE_ENV': '"production"',
    'import.meta.url': 'importMetaUrl',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
  banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  logOverride: { 'empty-import-meta': 'error' },
} satisfies BuildOptions;

export type BundleOptions = {
  /** The project: its `functions/` are bundled. */
  readonly root?: string;
  /** Where the bundles go, one folder a function. */
  readonly into?: string;
};

/** `functions/api/health.ts` is the function `api/health`, and its bundle's folder is `api-health`. */
export const bundleName = (file: string): string => file.replaceAll('/', '-');

/**
 * Bundles every Lambda in one esbuild call and answers the folder that holds them: what `cdk deploy` ships and the local host runs.
 * The same sources give the same bytes, so that an unchanged function is not deployed again, nor written again.
 */
export async function bundle({ root = ROOT, into = join(root, 'dist/functions') }: BundleOptions = {}): Promise<string> {
  const [files, parts] = await Promise.all([functionFiles(root), laterParts(root)]);
  const [built, openApi] = await Promise.all([compile(root, into, files, parts), openApiDocument(root)]);
  const outputs: Contents = new Map(built.outputFiles.map(({ path, contents }) => [relative(into, path), contents]));
  const contents: Contents = new Map();
  for (const name of files.map(bundleName)) {
    const own = `${name}/index.js`;
    put(contents, own, outputs.get(own));
    const later = loadedLater(built.metafile, own);
    for (const part of later) put(contents, `${name}/${basename(part)}`, outputs.get(part));
    await furnish(
      contents,
      root,
      name,
      [own, ...later].flatMap((path) => inputsOf(built.metafile, path)),
    );
  }
  if (openApi && files.includes('api/openApi')) contents.set('api-openApi/openapi.json', openApi);
  await settle(into, contents);
  return into;
}

/** Every Lambda: all files under `functions/` but the list of routes. */
async function functionFiles(root: string): Promise<string[]> {
  const found = await readdir(join(root, 'functions'), { recursive: true });
  return found
    .filter((name) => /\.tsx?$/.test(name) && name !== 'routes.ts')
    .map((name) => name.replaceAll('\\', '/').replace(/\.tsx?$/, ''))
    .sort();
}

/** Where the parts that are loaded later are compiled to, before each is laid beside the functions that load it. */
const LATER = 'later';

/**
 * What some file loads by `import('./…')` is a file of its own beside the bundle: even code that is never run costs a cold start its
 * compiling, and drawing a PDF is two megabytes of it.
 */
async function laterParts(root: string): Promise<string[]> {
  const found = new Set<string>();
  const sources = existsSync(join(root, 'shared')) ? await filesIn(join(root, 'shared')) : [];
  for (const name of sources.filter((each) => /\.tsx?$/.test(each))) {
    const text = await readFile(join(root, 'shared', name), 'utf8');
    for (const [, path] of text.matchAll(/\bimport\('(\.[^']+)'\)/g)) found.add(join('shared', dirname(name), path ?? ''));
  }
  return [...found].sort();
}

const partName = (file: string): string => basename(file).replace(/\.tsx?$/, '');

const asFilesBeside: Plugin = {
  name: 'later parts',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path, importer }) =>
      kind === 'dynamic-import' && !importer.includes('node_modules') ? { path: `./${partName(path)}.js`, external: true } : undefined,
    );
  },
};

/** The parts that a bundle loads later, as paths of their outputs. */
function loadedLater({ outputs }: Metafile, path: string): string[] {
  const output = Object.entries(outputs).find(([written]) => written.endsWith(`/${path}`));
  return (output?.[1].imports ?? [])
    .filter(({ external, path }) => external && path.startsWith('./'))
    .map(({ path }) => `${LATER}/${basename(path)}`);
}

function put(contents: Contents, path: string, bytes: Uint8Array | undefined): void {
  if (!bytes) throw new Error(`${path} was not bundled`);
  contents.set(path, bytes);
}

function compile(root: string, into: string, files: readonly string[], parts: readonly string[]) {
  return build({
    ...ITSELF,
    absWorkingDir: root,
    plugins: [asFilesBeside],
    entryPoints: [
      ...files.map((file) => ({ in: `./functions/${file}`, out: `${bundleName(file)}/index` })),
      ...parts.map((file) => ({ in: `./${file}`, out: `${LATER}/${partName(file)}` })),
    ],
    outdir: into,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
}

/** The source files in one bundle, as paths from the root. */
function inputsOf({ outputs }: Metafile, path: string): string[] {
  const output = Object.entries(outputs).find(([written]) => written.endsWith(`/${path}`));
  return Object.keys(output?.[1].inputs ?? {});
}

/** Adds what a bundle's code will look for beside it. */
async function furnish(contents: Contents, root: string, name: string, inputs: readonly string[]): Promise<void> {
  const drawsPdf = inputs.some((path) => path.includes('node_modules/pdfkit/'));
  const embedsFonts = inputs.some((path) => /(^|\/)shared\/documents\/fonts\.tsx?$/.test(path));
  // The type is said, so that no package.json further up (this project's, on a developer's machine) makes a module of it.
  const packageJson = { type: 'commonjs', ...(drawsPdf && { imports: { '#standard-fonts/*': './standard-fonts/*.cjs' } }) };
  contents.set(`${name}/package.json`, Buffer.from(JSON.stringify(packageJson)));
  if (drawsPdf) await copy(contents, standardFonts(root), `${name}/standard-fonts`, /\.cjs$/);
  if (embedsFonts) await copy(contents, join(root, 'shared/documents/fonts'), `${name}/fonts`, /./);
}

/** pdfkit requires its standard fonts by name at the first render, where no bundler sees it. */
function standardFonts(root: string): string {
  return join(dirname(createRequire(join(root, 'package.json')).resolve('pdfkit')), 'standard-fonts');
}

async function copy(contents: Contents, from: string, to: string, wanted: RegExp): Promise<void> {
  for (const path of await filesIn(from)) if (wanted.test(path)) contents.set(`${to}/${path}`, await readFile(join(from, path)));
}

/** The document is made from the endpoints' schemas by its own program, so that this file knows none of them. */
async function openApiDocument(root: string): Promise<Uint8Array | undefined> {
  const program = join(root, 'bin/openapi.ts');
  if (!existsSync(program)) return undefined;
  const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: root, maxBuffer: 64 * 1024 * 1024, encoding: 'buffer' });
  return stdout;
}

if (import.meta.main) {
  const start = performance.now();
  const folder = await bundle();
  console.log(`${(await readdir(folder)).length} functions bundled into ${folder} in ${Math.round(performance.now() - start)} ms`);
}
