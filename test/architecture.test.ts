import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STATUSES } from '../shared/domain/lifecycle.ts';

/**
 * Who may import whom. A file of ours is written with `./` and its path from the root, a package by its name. A type is an import too:
 * what is known only by its shape is known all the same.
 */
const MAY_IMPORT: Record<string, RegExp> = {
  // bin/openapi.ts loads each endpoint by its route, to read the schemas it validates with; bin/recover.ts reads the store as functions do.
  bin: /^(\.\/lib\/|\.\/shared\/(domain|store|aws)\/|\.\/functions\/routes\.ts$|zod|node:|aws-cdk-lib|constructs$|cdk-nag$|@aws-sdk\/client-cognito-identity-provider$)/,
  lib: /^(\.\/lib\/|\.\/functions\/routes\.ts$|\.\/shared\/store\/table\.ts$|node:|aws-cdk-lib|constructs$|cdk-nag$|esbuild$|vite$)/,
  functions: /^(\.\/shared\/|\.\/functions\/routes\.ts$|zod)/,
  'shared/lambda': /^(\.\/shared\/(lambda|domain)\/|\.\/shared\/config\.ts$|zod|@middy\/|aws-lambda$|node:)/,
  'shared/store': /^(\.\/shared\/(store|domain)\/|\.\/shared\/config\.ts$|zod|@aws-sdk\/(client|lib)-dynamodb$|node:)/,
  'shared/aws':
    /^(\.\/shared\/(aws|domain)\/|\.\/shared\/config\.ts$|zod|@aws-sdk\/(client-(kms|s3|sesv2|sqs|secrets-manager)|s3-request-presigner)$|node:)/,
  'shared/documents': /^(\.\/shared\/(documents|domain)\/|zod|@react-pdf\/renderer$|react(\/jsx-runtime)?$|papaparse$|bidi-js$|node:)/,
  'shared/xero': /^(\.\/shared\/(xero|domain)\/|\.\/shared\/config\.ts$|zod|xero-node\/dist\/gen\/|node:)/,
  'shared/domain': /^\.\/shared\/domain\//,
  // It runs the bundles, so a mistake of theirs shows; packages are its own affair.
  local: /^(\.\/local\/|[^.])/,
  admin: /^(\.\/admin\/|[^.])/,
};

/** Folders that may import what they like: they are shipped nowhere. */
const FREE = ['test', 'bench'];

const SOURCE = /\.tsx?$/;

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => SOURCE.test(name) && !/node_modules|^generated\//.test(name)).map((name) => join(folder, name));
}

type Import = { readonly target: string; readonly kind: 'value' | 'type' | 'later' };

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

function importsOf(file: string): Import[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, type, from, bare, dynamic]): Import => {
    const named = from ?? bare ?? dynamic ?? '';
    const target = named.startsWith('.') ? `./${normalize(join(dirname(file), named))}` : named;
    return { target, kind: type ? 'type' : dynamic ? 'later' : 'value' };
  });
}

/** Every package that loading `file` loads with it. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  for (const { target, kind } of importsOf(file)) {
    if (kind !== 'value' || seen.has(target)) continue;
    seen.add(target);
    if (target.startsWith('./') && existsSync(target)) loadedWith(target, seen);
  }
  return seen;
}

const inUse = Object.keys(MAY_IMPORT).filter((folder) => filesOf(folder).length > 0);
const ours = inUse.flatMap(filesOf);
const inCloud = ours.filter((file) => /^(functions|shared)\//.test(file));
/** Without its comments, which may speak of anything. */
const codeOf = (file: string): string => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');

describe('who may import whom', () => {
  test.each(inUse)('%s imports only what it may', (folder) => {
    const bad = filesOf(folder).flatMap((file) =>
      importsOf(file).flatMap(({ target }) => (MAY_IMPORT[folder]?.test(target) ? [] : [`${file} → ${target}`])),
    );
    expect(bad).toEqual([]);
  });

  test('every folder with code is named here, so that none escapes', () => {
    const named = [...Object.keys(MAY_IMPORT), ...FREE];
    const folders = readdirSync('.', { withFileTypes: true }).filter(
      (each) => each.isDirectory() && !/^(\.|node_modules$|cdk\.out|dist$)/.test(each.name),
    );
    const bad = folders
      .flatMap(({ name }) => filesOf(name))
      .filter((file) => file !== 'shared/config.ts' && !named.some((folder) => file.startsWith(`${folder}/`)));
    expect(bad).toEqual([]);
  });

  test('no function imports another', () => {
    const handlers = new Set(filesOf('functions').map((file) => `./${file}`));
    handlers.delete('./functions/routes.ts');
    const bad = ours.flatMap((file) => importsOf(file).flatMap(({ target }) => (handlers.has(target) ? [`${file} → ${target}`] : [])));
    expect(bad).toEqual([]);
  });

  test('an adapter has one SDK, its own', () => {
    const clients = (file: string) => [...new Set(importsOf(file).map(({ target }) => /^@aws-sdk\/client-(\w+)/.exec(target)?.[1] ?? ''))];
    const bad = filesOf('shared/aws').filter((file) => clients(file).filter(Boolean).length > 1);
    expect(bad).toEqual([]);
  });

  test('what is slow to load is loaded on first use, by no function from the start', () => {
    const slow = ['@react-pdf/renderer', 'react', 'xero-node'];
    const isSlow = (target: string) => slow.some((each) => target === each || target.startsWith(`${each}/`));
    const bad = filesOf('functions').flatMap((file) => [...loadedWith(file)].filter(isSlow).map((target) => `${file} → ${target}`));
    expect(bad).toEqual([]);
  });

  test("Xero's own package is known to one file, which is loaded on first use", () => {
    const named = inCloud.filter((file) => importsOf(file).some(({ target }) => target.startsWith('xero-node')));
    expect(named).toEqual(['shared/xero/client.ts']);
  });
});

describe('what keeps the domain pure', () => {
  test('it reads no clock, no environment and no randomness, waits for nothing and prints nothing', () => {
    const impure =
      /new Date\(\)|Date\.now|\bprocess\.|Math\.random|randomUUID|getRandomValues|\bperformance\.|set(Timeout|Interval)|\bconsole\./;
    expect(filesOf('shared/domain').filter((file) => impure.test(codeOf(file)))).toEqual([]);
  });

  test('only shared/config.ts reads the environment, of all that is deployed', () => {
    expect(inCloud.filter((file) => file !== 'shared/config.ts' && /process\s*\.\s*env/.test(codeOf(file)))).toEqual([]);
  });

  test('nothing but the life-cycle sets the status of an invoice, except what it is born with', () => {
    const asks = inCloud.filter((file) => /\bafter\(/.test(codeOf(file)) && basename(file) !== 'lifecycle.ts');
    expect(asks).toEqual(['shared/domain/invoiceLife.ts']);
    // A type that names several (a document's status in Xero) sets none.
    const written = new RegExp(`\\bstatus(: | = )'(${STATUSES.join('|')})'(?! \\|)`);
    expect(inCloud.filter((file) => written.test(codeOf(file)))).toEqual(['shared/domain/entry.ts']);
  });
});

describe('names and sizes', () => {
  test('no file is called after nothing, and all are camelCase', () => {
    const nothing = /^(utils?|helpers?|common|manager|index)\.|(Utils?|Helpers?|Common|Manager|Impl)\./;
    const bad = ours.filter((file) => nothing.test(basename(file)) || !/^[a-z][A-Za-z0-9]*(\.d|\.config)?\.tsx?$/.test(basename(file)));
    expect(bad).toEqual([]);
  });

  test('no class or type ends in Manager, Impl or Helper', () => {
    expect(ours.filter((file) => /\b(class|interface|type) \w+(Manager|Impl|Helper|Utils)\b/.test(codeOf(file)))).toEqual([]);
  });

  test('no file is longer than 250 lines', () => {
    expect(ours.filter((file) => readFileSync(file, 'utf8').split('\n').length > 251)).toEqual([]);
  });
});
