import { describe, expect, it } from 'vitest';
import { changedFields, leftOver, merged } from '../../../../admin/screens/settings/mergedSettings.ts';
import { NEW_SETTINGS, type SettingsFields } from '../../../../admin/screens/settings/settingsFields.ts';

/** The settings that both clerks opened. */
const OPENED: SettingsFields = {
  ...NEW_SETTINGS,
  company: { ...NEW_SETTINGS.company, name: 'Acacia', payment: { ...NEW_SETTINGS.company.payment, bankName: 'First Bank' } },
  numbering: { prefix: 'AAP-', first: '1' },
  sending: { ...NEW_SETTINGS.sending, bcc: ['books@acacia.example'] },
};
const numbered = (prefix: string, first = '1'): SettingsFields => ({ ...OPENED, numbering: { prefix, first } });
const paidAt = (bankName: string): SettingsFields => ({
  ...OPENED,
  company: { ...OPENED.company, payment: { ...OPENED.company.payment, bankName } },
});

describe('settings that two people edited', () => {
  it('of different sections take both, and say what came from the other', () => {
    const { fields, both, theirs } = merged(OPENED, numbered('MINE-'), paidAt('Second Bank'));
    expect(fields).toEqual({ ...paidAt('Second Bank'), numbering: { prefix: 'MINE-', first: '1' } });
    expect(both).toEqual([]);
    expect(theirs.map(({ field, before, theirs }) => [field, before, theirs])).toEqual([
      ['company.payment.bankName', 'First Bank', 'Second Bank'],
    ]);
  });

  it('of the same field keep what was typed here, and ask', () => {
    const { fields, both, theirs } = merged(OPENED, numbered('MINE-', '7'), numbered('THEIRS-'));
    expect(fields.numbering).toEqual({ prefix: 'MINE-', first: '7' });
    expect(both).toEqual([{ field: 'numbering.prefix', before: 'AAP-', theirs: 'THEIRS-', mine: 'MINE-' }]);
    expect(theirs).toEqual([]);
  });

  it('that both made the same are no question', () => {
    expect(merged(OPENED, numbered('NEW-'), numbered('NEW-'))).toEqual({ fields: numbered('NEW-'), both: [], theirs: [] });
    expect(merged(OPENED, numbered('NEW- '), numbered('NEW-')).both).toEqual([]);
  });

  it('take a list as a whole', () => {
    const copies = (bcc: string[]): SettingsFields => ({ ...OPENED, sending: { ...OPENED.sending, bcc } });
    expect(merged(OPENED, OPENED, copies(['books@acacia.example'])).theirs).toEqual([]);
    const { fields, both } = merged(OPENED, copies([]), copies(['books@acacia.example', 'jo@acacia.example']));
    expect(fields.sending.bcc).toEqual([]);
    expect(both.map(({ field }) => field)).toEqual(['sending.bcc']);
  });

  it('leave what they were given as it was', () => {
    const theirs = structuredClone(numbered('THEIRS-'));
    merged(OPENED, numbered('MINE-'), theirs);
    expect(theirs).toEqual(numbered('THEIRS-'));
  });
});

it('what was typed while a save was on its way stays, and is no change of what was saved', () => {
  const sent = numbered('');
  const answered = numbered('USUAL-');
  expect(merged(sent, sent, answered).fields).toEqual(answered);
  expect(merged(sent, numbered('TYPED-'), answered).fields.numbering.prefix).toBe('TYPED-');
});

it('what was typed in set-up that someone else finished is offered; theirs stand', () => {
  const typed = { ...NEW_SETTINGS, numbering: { prefix: 'MINE-', first: '' } };
  const { fields, both } = leftOver(NEW_SETTINGS, typed, OPENED);
  expect(fields).toBe(OPENED);
  expect(both.map(({ field, theirs, mine }) => [field, theirs, mine])).toEqual([['numbering.prefix', 'AAP-', 'MINE-']]);
  expect(leftOver(NEW_SETTINGS, NEW_SETTINGS, OPENED).both).toEqual([]);
});

it('a field is changed until it is as it was again', () => {
  expect(changedFields(OPENED, numbered('MINE-'))).toEqual(['numbering.prefix']);
  expect(changedFields(OPENED, structuredClone(OPENED))).toEqual([]);
});
