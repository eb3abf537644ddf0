import { describe, expect, it } from 'vitest';
import { recoveryFrom } from '../../lib/recovery.ts';
import { deployed } from './deployed.ts';

/** What RECOVERY.md has people deploy. */
describe('while a disaster is put right', () => {
  type Rule = { readonly State: string };
  type Mapping = { readonly Enabled: boolean };

  it('nothing works by itself, and what SES tells is heard all the same', () => {
    const { of } = deployed({ recovery: { paused: true } });
    expect(Object.values(of<Mapping>('AWS::Lambda::EventSourceMapping')).map(({ Enabled }) => Enabled)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const states = Object.fromEntries(Object.entries(of<Rule>('AWS::Events::Rule')).map(([id, { State }]) => [id, State]));
    expect(states).toEqual({ startRuns: 'DISABLED', sweep: 'DISABLED', checkSenders: 'ENABLED', emailEvents: 'ENABLED' });
  });

  it('functions use the table that was restored, and may touch no other; the lost one stays', () => {
    const name = 'Rebill-restored';
    const { of, template } = deployed({ recovery: { restoredTable: name } });
    type Fn = { readonly Environment?: { readonly Variables?: { readonly TABLE_NAME?: unknown } } };
    const tables = Object.values(of<Fn>('AWS::Lambda::Function')).flatMap(({ Environment }) => Environment?.Variables?.TABLE_NAME ?? []);
    expect([new Set(tables), tables.length > 40]).toEqual([new Set([name]), true]);
    expect(Object.keys(of('AWS::DynamoDB::Table'))).toEqual(['Table']);
    const roles = JSON.stringify(of('AWS::IAM::Role'));
    expect(roles).toContain(`:table/${name}"`);
    expect(roles).toContain(`:table/${name}/index/`);
    expect(roles).not.toMatch(/"Fn::GetAtt":\["Table"/);
    template.hasOutput('TableName', { Value: name });
  });

  it('and otherwise all is as ever', () => {
    expect(deployed({ recovery: {} }).template.toJSON()).toEqual(deployed().template.toJSON());
  });
});

describe('what is said to CDK of it', () => {
  const from = (context: Record<string, unknown>) => recoveryFrom((name) => context[name]);

  it('is a table’s name, and yes or no', () => {
    expect(from({})).toEqual({});
    expect(from({ restoredTable: 'Rebill-restored', paused: 'true' })).toEqual({ restoredTable: 'Rebill-restored', paused: true });
    expect(from({ paused: false })).toEqual({ paused: false });
  });

  it.each([
    [{ restoredTable: '' }, /restoredTable must be the name of a table/],
    [{ restoredTable: 'no such/name' }, /restoredTable must be the name of a table/],
    [{ restoredTable: true }, /restoredTable must be the name of a table/],
    [{ paused: 'yes' }, /paused must be true or false/],
  ])('%o is refused', (context, words) => expect(() => from(context)).toThrow(words));
});
