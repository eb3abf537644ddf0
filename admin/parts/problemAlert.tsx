import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Problem, wordsOf } from '../api/problem.ts';

type Props = {
  readonly error: unknown;
  /** What was being tried: "The invoices cannot be shown". */
  readonly title?: string;
  readonly retry?: () => void;
  /** Another way on. */
  readonly children?: ReactNode;
};

/** The API's words, and a way on. */
export function ProblemAlert({ error, title = 'This did not work', retry, children }: Props) {
  // A detail often says it all; then it is not said twice.
  const fields = error instanceof Problem ? error.errors.filter(({ message }) => !error.message.includes(message)) : [];
  return (
    <Alert color="red" variant="light" title={title} icon={<IconAlertCircle aria-hidden />} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{error instanceof Problem ? error.message : wordsOf(error)}</Text>
        {fields.length > 0 && (
          <List size="sm">
            {fields.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>
                <b>{field}</b> {message}
              </List.Item>
            ))}
          </List>
        )}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
        {children}
      </Stack>
    </Alert>
  );
}
