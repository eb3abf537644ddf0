import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAssembly } from '../../../local/assembly/assembly.ts';
import type { Stack } from '../../../local/assembly/specs.ts';
import { readStack } from '../../../local/assembly/stack.ts';
import { synthesiseFixture } from '../fixture/app.ts';

let dir: string;
let stack: Stack;

beforeAll(() => {
  dir = synthesiseFixture();
  stack = readStack(readAssembly(dir), { sqs: 'http://127.0.0.1:9', api: 'http://localhost:8' });
});

afterAll(() => rmSync(dirname(dir), { recursive: true }));

test("a function has the template's own environment, with the names of this machine", () => {
  const act = stack.functions.find(({ friendlyName }) => friendlyName === 'actFunction');
  const jobs = stack.queues.find(({ friendlyName }) => friendlyName === 'Jobs');
  expect(act).toMatchObject({ handler: 'index.handler', timeoutSeconds: 2, memoryMb: 256, retries: 1 });
  expect(act?.environment).toMatchObject({ TABLE_NAME: stack.tables[0]?.name, FILES_BUCKET: stack.buckets[0], JOBS_URL: jobs?.url });
  expect(jobs?.url).toMatch(/^http:\/\/127\.0\.0\.1:9\/000000000000\/Fixture-Jobs/);
});

test('queues have their delays and their dead-letter queues', () => {
  const byName = Object.fromEntries(stack.queues.map(({ friendlyName, name, attributes }) => [friendlyName, { name, attributes }]));
  expect(byName.Later?.attributes).toMatchObject({ DelaySeconds: '240' });
  expect(JSON.parse(byName.Jobs?.attributes.RedrivePolicy ?? '')).toEqual({
    deadLetterTargetArn: expect.stringMatching(new RegExp(`:${byName.JobDeadLetters?.name}$`)),
    maxReceiveCount: 2,
  });
});

test('a mapping, the rules and the routes name functions that there are', () => {
  const names = stack.functions.map(({ name }) => name);
  expect(stack.mappings).toMatchObject([{ batchSize: 5, reportsFailures: true, concurrency: 5 }]);
  expect(stack.rules.map(({ name }) => name)).toEqual(['hourly', 'emailEvents', 'poison']);
  const named = [...stack.mappings, ...stack.rules.flatMap(({ targets }) => targets), ...stack.routes].map((one) => one.function);
  for (const name of named) expect(names).toContain(name);
});

test('the authorizer wants tokens of the user pool for its client, on those routes that have it', () => {
  const open = stack.routes.find(({ path }) => path === '/open');
  const closed = stack.routes.find(({ path }) => path === '/v1/act');
  expect(open).not.toHaveProperty('authorizer');
  expect(closed?.authorizer).toEqual({
    issuer: expect.stringMatching(/^https:\/\/cognito-idp\.ap-southeast-2\.amazonaws\.com\/ap-southeast-2_/),
    audience: [expect.stringContaining('Web')],
  });
});

test('keys and secrets are known by what functions are told of them', () => {
  const act = stack.functions.find(({ friendlyName }) => friendlyName === 'actFunction');
  expect(stack.keys.map(({ arn }) => arn)).toEqual([act?.environment.CONNECTION_KEY_ARN]);
  expect(stack.secrets.map(({ arn }) => arn)).toEqual([act?.environment.XERO_SECRET_ARN]);
});

test('a configuration set publishes what the template says, and nothing else', () => {
  expect(stack.configurationSets.map(({ events }) => [...events].sort())).toEqual([['BOUNCE', 'COMPLAINT', 'DELIVERY', 'SEND']]);
});
