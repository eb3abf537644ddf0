import { expect, it } from 'vitest';
import { CHOICES, isFieldName, LABELS, valueInWords } from '../../../../admin/screens/settings/fieldWords.ts';
import { changedFields } from '../../../../admin/screens/settings/mergedSettings.ts';
import { NEW_SETTINGS } from '../../../../admin/screens/settings/settingsFields.ts';
import { SETTINGS_NEEDED } from '../../../../shared/domain/account.ts';

/** Every field of the form: another value in each. */
const fields = () => {
  const other = (value: unknown): unknown => {
    if (Array.isArray(value)) return [...value, 'another'];
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, other(each)]));
    return typeof value === 'boolean' ? !value : `${value} another`;
  };
  return changedFields(NEW_SETTINGS, other(NEW_SETTINGS) as typeof NEW_SETTINGS);
};

it('every field of the settings has a name for people, and no name is of nothing', () => {
  expect([...fields(), 'logo'].sort()).toEqual(Object.keys(LABELS).sort());
});

it('what the API requires is a field of the form, to be marked', () => {
  expect(SETTINGS_NEEDED.filter((field) => !isFieldName(field))).toEqual([]);
});

it('a value is told as its input shows it', () => {
  expect(valueInWords('billing.period', 'arrears')).toBe('In arrears');
  expect(valueInWords('sending.autoInvoice', false)).toBe('Off');
  expect(valueInWords('sending.bcc', ['a@a.example', 'b@b.example'])).toBe('a@a.example, b@b.example');
  expect(valueInWords('numbering.prefix', ' ')).toBe('Nothing');
  expect(valueInWords('numbering.prefix', 'yes')).toBe('yes');
  expect(Object.keys(CHOICES).every(isFieldName)).toBe(true);
});
