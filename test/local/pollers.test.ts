import { expect, test } from 'vitest';
import { type Message, succeeded } from '../../local/pollers.ts';

const MESSAGES = ['a', 'b', 'c'].map((MessageId): Message => ({ MessageId, ReceiptHandle: MessageId, Body: '', MD5OfBody: '' }));
const done = (result: unknown, reportsFailures = true) =>
  succeeded(MESSAGES, JSON.stringify(result ?? null), { reportsFailures }).map(({ MessageId }) => MessageId);

test.each([
  ['no report', undefined, ['a', 'b', 'c']],
  ['an empty report', { batchItemFailures: [] }, ['a', 'b', 'c']],
  ['a report of nothing', { batchItemFailures: null }, ['a', 'b', 'c']],
  ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['a', 'c']],
  ['a failure of a stranger', { batchItemFailures: [{ itemIdentifier: 'x' }] }, []],
  ['a failure of nobody', { batchItemFailures: [{ itemIdentifier: '' }] }, []],
  ['a failure without a name', { batchItemFailures: [{}] }, []],
])('after %s, those that are done are deleted', (_name, result, expected) => expect(done(result)).toEqual(expected));

test('a mapping that takes no reports deletes them all', () => {
  expect(done({ batchItemFailures: [{ itemIdentifier: 'b' }] }, false)).toEqual(['a', 'b', 'c']);
});
