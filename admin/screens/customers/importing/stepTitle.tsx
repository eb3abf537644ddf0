import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** Takes the keyboard and the screen reader along to each step. */
export function StepTitle({ children }: { children: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <Title order={2} size="h4" ref={ref} tabIndex={-1}>
      {children}
    </Title>
  );
}
