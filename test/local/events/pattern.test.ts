import { describe, expect, test } from 'vitest';
import { matches } from '../../../local/events/pattern.ts';

const EVENT = {
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  detail: {
    eventType: 'Bounce',
    size: 10,
    mail: { tags: { 'ses:configuration-set': ['ours', 'x'] } },
    list: [{ a: 1 }, { a: 2 }],
    none: null,
  },
};

describe('an event passes', () => {
  test.each([
    [{ source: ['aws.ses'] }],
    [{ source: ['x', 'aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': ['ours'] } } } }],
    [{ source: [{ prefix: 'aws.' }] }],
    [{ source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }],
    [{ source: [{ suffix: 'ses' }] }],
    [{ source: [{ 'equals-ignore-case': 'AWS.SES' }] }],
    [{ source: [{ wildcard: 'a*.s*s' }] }],
    [{ source: [{ 'anything-but': 'aws.ec2' }] }],
    [{ source: [{ 'anything-but': ['aws.ec2', 'aws.s3'] }] }],
    [{ source: [{ 'anything-but': { prefix: 'my.' } }] }],
    [{ detail: { size: [{ numeric: ['>', 5, '<=', 10] }] } }],
    [{ detail: { eventType: [{ exists: true }], missing: [{ exists: false }] } }],
    [{ absent: { deep: [{ exists: false }] } }],
    [{ detail: { list: { a: [2] } } }],
    [{ detail: { none: [null] } }],
    [{ $or: [{ source: ['x'] }, { detail: { size: [10] } }] }],
  ])('%j', (pattern) => expect(matches(pattern, EVENT)).toBe(true));
});

describe('an event does not pass', () => {
  test.each([
    [{ source: ['aws.s3'] }],
    [{ detail: { mail: { tags: { 'ses:configuration-set': ['theirs'] } } } }],
    [{ source: [{ prefix: 'ses' }] }],
    [{ source: [{ 'anything-but': ['aws.ses'] }] }],
    [{ missing: [{ 'anything-but': 'x' }] }],
    [{ detail: { size: ['10'] } }],
    [{ detail: { size: [{ numeric: ['>', 10] }] } }],
    [{ detail: { eventType: [{ exists: false }] } }],
    [{ missing: [{ exists: true }] }],
    [{ detail: { missing: { deep: ['x'] } } }],
    [{ source: ['aws.ses'], 'detail-type': ['Email Sent'] }],
  ])('%j', (pattern) => expect(matches(pattern, EVENT)).toBe(false));
});

test('an operator that is not known is named', () => {
  expect(() => matches({ source: [{ cidr: '10.0.0.0/8' }] }, EVENT)).toThrow(/cidr/);
});
