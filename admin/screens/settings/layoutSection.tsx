import { Button, FileButton, Group, Image, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { SamplePdf } from './samplePdf.tsx';
import { useField, useShared } from './settingsForm.ts';

const LAYOUTS = [
  { value: 'classic', label: 'Classic' },
  { value: 'modern', label: 'Modern' },
] as const;

/** The logo, and both layouts side by side as they would be printed with what is typed. */
export function LayoutSection() {
  const layout = useField('layout', 'Layout');
  return (
    <Stack gap="lg">
      <Logo />
      <Radio.Group {...layout}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" mt="xs">
          {LAYOUTS.map(({ value, label }) => (
            <Stack key={value} gap="xs">
              <Radio value={value} label={label} />
              <SamplePdf layout={value} />
            </Stack>
          ))}
        </SimpleGrid>
      </Radio.Group>
    </Stack>
  );
}

function Logo() {
  const { logo, form } = useShared();
  const { saved, picked, pick } = logo;
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = picked ? URL.createObjectURL(picked) : undefined;
    setUrl(made);
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [picked]);
  const shown = url ?? (picked === null ? undefined : saved);
  const error = form.errors.logo;
  return (
    <Stack gap="xs">
      <Text fw={500} size="sm">
        Logo
      </Text>
      <Text size="sm" c="dimmed">
        PNG or JPEG, at most 1 MB; printed top left. Without one there is none.
      </Text>
      <Group gap="md">
        {shown && <Image src={shown} alt="Your logo" h={64} w="auto" maw={220} fit="contain" />}
        <FileButton onChange={(file) => file && pick(file)} accept="image/png,image/jpeg">
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconPhoto size={16} aria-hidden />}>
              {shown ? 'Another logo…' : 'Choose a logo…'}
            </Button>
          )}
        </FileButton>
        {shown && (
          <Button variant="subtle" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => pick(saved ? null : undefined)}>
            No logo
          </Button>
        )}
      </Group>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}
