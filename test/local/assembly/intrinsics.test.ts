// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
import { expect, test } from 'vitest';
import type { TemplateDocument } from '../../../local/assembly/assembly.ts';
import { type Lookup, resolveValue } from '../../../local/assembly/intrinsics.ts';

const TEMPLATE: TemplateDocument = {
  Resources: {},
  Parameters: { Stage: { Default: 'live' } },
  Mappings: { Sizes: { live: { memory: 512 } } },
  Conditions: {
    IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsLive' }] },
    Both: { 'Fn::And': [{ Condition: 'IsLive' }, { 'Fn::Or': [{ Condition: 'IsTest' }, { Condition: 'IsLive' }] }] },
  },
};
const LOOKUP: Lookup = {
  ref: (id) => `ref:${id}`,
  attribute: (id, name) => `${id}.${name}`,
  imported: (name) => `imported:${name}`,
  pseudo: { 'AWS::Region': 'mars-1' },
};
const resolve = (value: unknown) => resolveValue(value, TEMPLATE, LOOKUP);

test.each([
  [{ Ref: 'Table' }, 'ref:Table'],
  [{ Ref: 'Stage' }, 'live'],
  [{ Ref: 'AWS::Region' }, 'mars-1'],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue.Arn'],
  [{ 'Fn::GetAtt': 'Queue.Arn' }, 'Queue.Arn'],
  [{ 'Fn::Join': ['/', ['https:', '', { Ref: 'Pool' }]] }, 'https://ref:Pool'],
  [{ 'Fn::Sub': '${Queue.Arn} in ${AWS::Region}, ${!kept}' }, 'Queue.Arn in mars-1, ${kept}'],
  [{ 'Fn::Sub': ['${a}-${Stage}', { a: { Ref: 'X' } }] }, 'ref:X-live'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  [{ 'Fn::ImportValue': { 'Fn::Sub': 'x-${Stage}' } }, 'imported:x-live'],
  [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 512],
  [{ 'Fn::If': ['IsTest', 1, 2] }, 2],
  [{ 'Fn::If': ['Both', 1, 2] }, 1],
  [{ a: { 'Fn::If': ['IsLive', { Ref: 'AWS::NoValue' }, 1] }, b: [{ Ref: 'AWS::NoValue' }, 3] }, { b: [3] }],
  [{ StringEquals: { Condition: { nested: true } } }, { StringEquals: { Condition: { nested: true } } }],
])('%j is worked out', (value, expected) => expect(resolve(value)).toEqual(expected));

test('what is not known is named', () => {
  expect(() => resolve({ 'Fn::Cidr': [] })).toThrow(/Fn::Cidr/);
  expect(() => resolve({ Ref: 'AWS::Moon' })).toThrow(/AWS::Moon/);
});
