import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { type FieldName, isFieldName, LABELS, valueInWords } from './fieldWords.ts';
import { type Difference, isSame, type Leaf, leafOf } from './mergedSettings.ts';
import { useShared } from './settingsForm.ts';
import type { Meanwhile } from './useOpenedSettings.ts';

type Props = { readonly meanwhile: Meanwhile; readonly saving: boolean; readonly onSave: () => void; readonly onClose: () => void };

/** What someone else saved meanwhile: theirs or mine, field by field or in all. The form below shows what is chosen. */
export function MeanwhileNotice({ meanwhile, saving, onSave, onClose }: Props) {
  const { form, logo } = useShared();
  const { both, theirs } = meanwhile;
  const title = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each news is read out once.
  useEffect(() => title.current?.focus(), [meanwhile]);
  const choose = (whose: 'theirs' | 'mine') => {
    for (const difference of both) form.setFieldValue(difference.field, difference[whose]);
    if (whose === 'theirs' && meanwhile.logo) logo.pick(undefined);
  };
  const changed = form.isDirty() || logo.picked !== undefined;
  const contested = both.length > 0 || meanwhile.logo;
  return (
    <Alert
      color="yellow"
      variant="outline"
      icon={<IconUsers aria-hidden />}
      title={
        <span ref={title} tabIndex={-1}>
          Someone else saved the settings meanwhile
        </span>
      }
    >
      <Stack gap="md" align="stretch">
        <Text size="sm">Nothing that is typed here is lost, and nothing of it is saved yet.</Text>
        {theirs.length > 0 && <Taken differences={theirs} />}
        {both.map((difference) => (
          <Choice key={difference.field} difference={difference} />
        ))}
        {meanwhile.logo && <LogoChoice />}
        <Group gap="sm">
          {changed && (
            <Button size="sm" onClick={onSave} loading={saving}>
              {contested ? 'Save as chosen' : 'Save mine as well'}
            </Button>
          )}
          {!changed && (
            <Button size="sm" onClick={onClose}>
              Leave it so
            </Button>
          )}
          {contested && (
            <>
              <Button size="sm" variant="default" onClick={() => choose('theirs')}>
                Take all of theirs
              </Button>
              <Button size="sm" variant="default" onClick={() => choose('mine')}>
                Keep all of mine
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

const nameOf = (field: string) => (isFieldName(field) ? LABELS[field satisfies FieldName] : field);

function Taken({ differences }: { differences: readonly Difference[] }) {
  return (
    <div>
      <Text size="sm">Changed by them, and taken over here:</Text>
      <ul>
        {differences.map(({ field, before, theirs }) => (
          <li key={field}>
            <Text size="sm" component="span" style={WORDS}>
              <b>{nameOf(field)}</b>: {valueInWords(field, theirs)} <Text span>(was {valueInWords(field, before)})</Text>
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}

const WORDS = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

function Choice({ difference: { field, before, theirs, mine } }: { difference: Difference }) {
  const { form } = useShared();
  const now = leafOf(form.getValues(), field);
  const is = (value: Leaf) => now !== undefined && isSame(now, value);
  const option = (whose: 'theirs' | 'mine', value: Leaf) => (
    <Radio
      value={whose}
      label={
        <span style={WORDS}>
          {whose === 'theirs' ? 'Theirs' : 'Mine'}: <b>{valueInWords(field, value)}</b>
        </span>
      }
    />
  );
  return (
    <Radio.Group
      label={nameOf(field)}
      description={<span style={WORDS}>It was {valueInWords(field, before)}</span>}
      value={is(mine) ? 'mine' : is(theirs) ? 'theirs' : ''}
      onChange={(whose) => form.setFieldValue(field, whose === 'theirs' ? theirs : mine)}
    >
      <Stack gap="sm" mt="xs">
        {option('theirs', theirs)}
        {option('mine', mine)}
      </Stack>
    </Radio.Group>
  );
}

function LogoChoice() {
  const { logo } = useShared();
  return (
    <Group gap="sm">
      <Text size="sm">
        <b>{LABELS.logo}</b>: {logo.picked === undefined ? 'theirs' : 'mine'}; another was saved meanwhile.
      </Text>
      {logo.picked !== undefined && (
        <Button size="compact-sm" variant="default" onClick={() => logo.pick(undefined)}>
          Take theirs
        </Button>
      )}
    </Group>
  );
}
