import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAdmin } from '../../lib/buildAdmin.ts';

const SOURCES = {
  'package.json': '{ "type": "module" }',
  'admin/vite.config.ts': "export default { base: '/', build: { outDir: '../dist/elsewhere', target: 'es2023' } };",
  'admin/index.html': '<!doctype html><title>App</title><script type="module" src="/main.ts"></script>',
  'admin/main.ts': "document.title = import.meta.env.PROD ? 'built' : 'not built';",
  'admin/public/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

let root: string;
let built: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'project-'));
  for (const [path, text] of Object.entries(SOURCES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'dist/admin/assets'), { recursive: true });
  writeFileSync(join(root, 'dist/admin/assets/old-00000000.js'), '');
  built = await buildAdmin({ root });
});

afterAll(() => rmSync(root, { recursive: true }));

describe('the built app', () => {
  it('is what its own configuration makes of its sources, and nothing of an older one', () => {
    expect(built).toBe(join(root, 'dist/admin'));
    expect(readdirSync(built).sort()).toEqual(['assets', 'icon.svg', 'index.html']);
    const [script = '', ...others] = readdirSync(join(built, 'assets'));
    expect(others).toEqual([]);
    expect(script).toMatch(/^index-[\w-]{8}\.js$/);
    expect(readFileSync(join(built, 'index.html'), 'utf8')).toContain(`/assets/${script}`);
    expect(readFileSync(join(built, 'assets', script), 'utf8')).toMatch(/title\s*=\s*[`'"]built/);
  });

  it('leaves nothing else behind', () => {
    expect(readdirSync(join(root, 'dist'))).toEqual(['admin']);
    expect(existsSync(join(root, 'dist/elsewhere'))).toBe(false);
  });

  it('is not written again when nothing changed', async () => {
    const writtenAt = () => statSync(join(built, 'index.html')).mtimeMs;
    const before = writtenAt();
    await buildAdmin({ root });
    expect(writtenAt()).toBe(before);
  });
});
