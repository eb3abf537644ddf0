import { Button, FileButton, Group, Image, Stack, Text } from '@mantine/core';
import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem.ts';
import styles from './logoField.module.css';
import { useSamplePdf } from './samplePdf.tsx';
import { useShared } from './settingsForm.ts';

/** The logo: picked or dropped, shown at once, and what is wrong with it said before it is saved. */
export function LogoField() {
  const { logo, form, readOnly } = useShared();
  const { saved, picked, url, pick } = logo;
  const choose = useRef<HTMLButtonElement>(null);
  const { over, handlers } = useDropping(readOnly ? undefined : pick);
  const shown = picked === undefined ? saved : url;
  const { error } = useSamplePdf(form.getValues().layout);
  const refused = picked && error instanceof Problem ? error.errors.find(({ field }) => field === 'logo')?.message : undefined;
  const wrong = form.errors.logo ?? (refused && `The logo ${refused}`);
  const remove = () => {
    pick(saved ? null : undefined);
    choose.current?.focus();
  };
  return (
    <section aria-label="Logo" className={styles.place} data-over={over || undefined} {...handlers}>
      <Stack gap="xs">
        <Text fw={500} size="sm">
          Logo
        </Text>
        <Text size="sm" c="dimmed">
          PNG or JPEG, at most 1 MB; printed top left. Without one there is none.{readOnly ? '' : ' Drop it here, or choose it.'}
        </Text>
        <Group gap="md">
          {shown && !wrong && <Image src={shown} alt="Your logo" h={64} w="auto" maw={220} fit="contain" />}
          <FileButton onChange={(file) => file && pick(file)} accept="image/png,image/jpeg">
            {(props) => (
              <Button {...props} ref={choose} variant="default" leftSection={<IconPhoto size={16} aria-hidden />}>
                {shown ? 'Another logo…' : 'Choose a logo…'}
              </Button>
            )}
          </FileButton>
          {shown && (
            <Button variant="subtle" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>
              No logo
            </Button>
          )}
          {picked !== undefined && saved && (
            <Button variant="subtle" onClick={() => pick(undefined)}>
              The saved one
            </Button>
          )}
        </Group>
        {wrong && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {wrong}
          </Text>
        )}
      </Stack>
    </section>
  );
}

const hasFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

/** A file that is dropped beside the place would open in the browser instead of the page, and what was typed be gone. */
function useDropping(pick: ((file: File) => void) | undefined) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stay = (event: globalThis.DragEvent) => event.dataTransfer?.types.includes('Files') && event.preventDefault();
    for (const type of ['dragover', 'drop'] as const) window.addEventListener(type, stay);
    return () => {
      for (const type of ['dragover', 'drop'] as const) window.removeEventListener(type, stay);
    };
  }, []);
  const handlers = {
    onDragOver: (event: DragEvent) => hasFile(event) && setOver(pick !== undefined),
    onDragLeave: (event: DragEvent) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      const [file] = event.dataTransfer.files;
      if (file) pick?.(file);
    },
  };
  return { over, handlers };
}
