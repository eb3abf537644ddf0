import { Stack } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import styles from './besideSample.module.css';
import { SamplePdf } from './samplePdf.tsx';

/** The least that fields and a sample need side by side, in CSS pixels. */
const ROOM = 740;

/** Fields, and beside them the sample that is printed with them. Where there is no room it would only push the buttons out of sight. */
export function BesideSample({ children }: { children: ReactNode }) {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} className={width >= ROOM ? styles.sides : undefined}>
      <Stack gap="md">{children}</Stack>
      {width >= ROOM && (
        <div className={styles.sample}>
          <SamplePdf maxWidth={360} />
        </div>
      )}
    </div>
  );
}
