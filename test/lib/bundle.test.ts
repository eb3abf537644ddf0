import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../lib/bundle.ts';

const SOURCES = {
  'package.json': '{ "type": "module" }',
  'functions/routes.ts': 'export const ROUTES = [];',
  'functions/api/hello.ts': `
    import { basename } from 'node:path';
    export const handler = async () => [basename(import.meta.url), basename(import.meta.filename), process.env.NODE_ENV];`,
  'functions/api/openApi.ts': `
    import { readFileSync } from 'node:fs';
    export const handler = async () => readFileSync(new URL('openapi.json', import.meta.url), 'utf8');`,
  'functions/printPdf.ts': `
    export const handler = async (): Promise<string> => {
      const { default: PDFDocument } = await import('pdfkit');
      const chunks = [];
      const document = new PDFDocument({ compress: false });
      document.on('data', (chunk) => chunks.push(chunk));
      document.font('Helvetica-Bold').text('Tax Invoice');
      const ended = new Promise((resolve) => document.on('end', resolve));
      document.end();
      await ended;
      return Buffer.concat(chunks).toString('latin1');
    };`,
  'functions/printName.ts': `
    import { font } from '../shared/documents/fonts.ts';
    export const handler = async () => font();`,
  'functions/printLater.ts': `
    import { drawn } from '../shared/documents/printer.ts';
    export const handler = async () => drawn();`,
  'shared/documents/printer.ts': `
    export async function drawn() {
      const { draw } = await import('./drawing.tsx');
      return draw();
    }`,
  'shared/documents/drawing.tsx': `
    import { font } from './fonts.ts';
    export const draw = () => 'drawn with ' + font();`,
  'shared/documents/fonts.ts': `
    import { readFileSync } from 'node:fs';
    import { join } from 'node:path';
    export const font = () => readFileSync(join(import.meta.dirname, 'fonts', 'plain.ttf'), 'utf8');`,
  'shared/documents/fonts/plain.ttf': 'glyphs',
  'bin/openapi.ts': "console.log(JSON.stringify({ openapi: '3.1.0' }));",
};

let root: string;
let bundles: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'project-'));
  for (const [path, text] of Object.entries(SOURCES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  for (const stale of ['api-goneSince', 'api-hello/fonts']) {
    mkdirSync(join(root, 'dist/functions', stale), { recursive: true });
    writeFileSync(join(root, 'dist/functions', stale, 'left.js'), '');
  }
  bundles = await bundle({ root });
});

afterAll(() => rmSync(root, { recursive: true }));

/** Calls the handler as Lambda does: by requiring `index.js`. */
function call(name: string): Promise<unknown> {
  const { handler } = createRequire(import.meta.url)(join(bundles, name, 'index.js')) as { handler: () => Promise<unknown> };
  return handler();
}

const filesOf = (name: string) => readdirSync(join(bundles, name)).sort();

describe('the bundles', () => {
  it('are one folder a function, and none of a function that is no more', () => {
    expect(readdirSync(bundles).sort()).toEqual(['api-hello', 'api-openApi', 'printLater', 'printName', 'printPdf']);
  });

  it('load as CommonJS even under a project of modules, know where they are, and run in production', async () => {
    expect(await call('api-hello')).toEqual(['index.js', 'index.js', 'production']);
  });

  it('can draw a PDF in a standard font, whose files lie beside them', async () => {
    expect(await call('printPdf')).toMatch(/^%PDF-.*Helvetica-Bold/s);
    expect(filesOf('printPdf')).toEqual(['index.js', 'package.json', 'standard-fonts']);
    expect(readdirSync(join(bundles, 'printPdf/standard-fonts')).some((name) => name.endsWith('.mjs'))).toBe(false);
  });

  it('find the embedded fonts beside them', async () => {
    expect(await call('printName')).toBe('glyphs');
    expect(filesOf('printName')).toEqual(['fonts', 'index.js', 'package.json']);
  });

  it('keep what is loaded later in a file of its own beside them, fonts and all', async () => {
    expect(await call('printLater')).toBe('drawn with glyphs');
    expect(filesOf('printLater')).toEqual(['drawing.js', 'fonts', 'index.js', 'package.json']);
    expect(readFileSync(join(bundles, 'printLater/index.js'), 'utf8')).not.toContain('drawn with');
  });

  it('carry nothing that they do not need', () => {
    const files = readdirSync(join(bundles, 'api-hello'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name).sort()).toEqual(['index.js', 'package.json']);
  });

  it('bring the API description along', async () => {
    expect(JSON.parse(String(await call('api-openApi')))).toEqual({ openapi: '3.1.0' });
  });

  it('are the same bytes when made again, so that nothing unchanged is deployed', async () => {
    const again = await bundle({ root, into: join(root, 'again') });
    const paths = readdirSync(bundles, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of paths) {
      const path = join(parentPath, name).slice(bundles.length);
      expect(readFileSync(join(again, path)).equals(readFileSync(join(bundles, path))), path).toBe(true);
    }
  });
});
