import { Radio, SimpleGrid, Stack } from '@mantine/core';
import { useId } from 'react';
import { CHOICES } from './fieldWords.ts';
import styles from './layoutSection.module.css';
import { LogoField } from './logoField.tsx';
import { SamplePdf } from './samplePdf.tsx';
import { useField } from './settingsForm.ts';

/** The logo, and both layouts side by side as they would be printed with what is typed. */
export function LayoutSection() {
  const layout = useField('layout');
  const id = useId();
  return (
    <Stack gap="lg">
      <LogoField />
      <Radio.Group {...layout}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" mt="xs">
          {CHOICES.layout.map(({ value, label }) => (
            <Stack key={value} gap="xs">
              <Radio id={`${id}-${value}`} value={value} label={label} aria-label={label} />
              {/* The picture chooses as well, without its words becoming the name of the choice. */}
              <label htmlFor={`${id}-${value}`} className={styles.picture} data-chosen={layout.value === value || undefined}>
                <SamplePdf layout={value} />
              </label>
            </Stack>
          ))}
        </SimpleGrid>
      </Radio.Group>
    </Stack>
  );
}
