import { existsSync, readFileSync } from 'node:fs';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

/** Components of Mantine whose code is in the app's bundle. */
async function bundled(): Promise<string[]> {
  const made = (await build({ root: 'admin', logLevel: 'silent', build: { write: false } })) as Rolldown.RolldownOutput;
  const modules = made.output.flatMap((part) => (part.type === 'chunk' ? Object.entries(part.modules) : []));
  const names = modules.flatMap(([id, { renderedLength }]) => {
    const name = id.replaceAll('\\', '/').match(/@mantine\/core\/esm\/\w+\/([A-Z]\w+)/)?.[1];
    return name && renderedLength > 0 ? [name] : [];
  });
  return [...new Set(names)];
}

const styleOf = (name: string) => `node_modules/@mantine/core/styles/${name}.css`;

it('brings the styles of every component of Mantine that the app uses, in the order of its own style sheet', async () => {
  const listed = [...readFileSync('admin/app/styles.ts', 'utf8').matchAll(/@mantine\/core\/styles\/([\w-]+)\.css/g)].map(
    ([, name = '']) => name,
  );
  const whole = readFileSync('node_modules/@mantine/core/styles.css', 'utf8');
  const place = (name: string) => whole.indexOf(readFileSync(styleOf(name), 'utf8').trim().slice(0, 200));
  const needed = (await bundled()).filter((name) => existsSync(styleOf(name)));
  expect(needed.filter((name) => !listed.includes(name))).toEqual([]);
  expect(listed.map(place)).toEqual(listed.map(place).toSorted((a, b) => a - b));
});
