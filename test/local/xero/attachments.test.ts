import { beforeEach, expect, it, test } from 'vitest';
import { Bookkeeper, reasons } from './bookkeeper.ts';

let keeper: Bookkeeper;

beforeEach(async () => {
  keeper = await Bookkeeper.signedIn();
  await keeper.put(keeper.invoice('A-1'));
});

const attach = (name: string, content: string | Buffer = '%PDF', query = '') =>
  keeper.list('PUT', `Invoices/A-1/Attachments/${encodeURIComponent(name)}${query}`, Buffer.from(content));

test.each([
  ['A<1>.pdf', /invalid characters/],
  ['no extension', /extension/],
])('a file called %s is refused', async (name, words) => {
  expect(reasons((await attach(name))[0] ?? {})).toEqual([expect.stringMatching(words)]);
});

it('an empty one, or one of more than 25 MB, is refused', async () => {
  expect(reasons((await attach('A-1.pdf', ''))[0] ?? {})).toEqual(['The file is empty.']);
  expect(reasons((await attach('A-1.pdf', Buffer.alloc(25 * 1024 * 1024 + 1)))[0] ?? {})).toEqual([expect.stringContaining('25MB')]);
  expect(await attach('A-1.pdf', Buffer.alloc(25 * 1024 * 1024))).toMatchObject([{ ContentLength: 26_214_400 }]);
});

it('one of the same name takes the place of the one that is there; an eleventh is refused', async () => {
  for (let index = 0; index < 10; index += 1) await attach(`${index}.pdf`);
  expect(reasons((await attach('10.pdf'))[0] ?? {})).toEqual([expect.stringContaining('at most 10')]);
  expect(await attach('9.pdf', 'new', '?IncludeOnline=true')).toMatchObject([{ FileName: '9.pdf', ContentLength: 3, IncludeOnline: true }]);
  expect(await keeper.list('GET', 'Invoices/A-1/Attachments')).toHaveLength(10);
  expect((await keeper.call('GET', 'Invoices/A-1/Attachments/9.pdf'))?.text).toBe('new');
});

it('a document that is not there takes none, nor does another kind of document', async () => {
  expect((await keeper.call('PUT', 'Invoices/A-2/Attachments/a.pdf', 'x'))?.status).toBe(404);
  expect((await keeper.call('PUT', 'CreditNotes/A-1/Attachments/a.pdf', 'x'))?.status).toBe(404);
});
