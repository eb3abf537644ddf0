import { Alert, Anchor, Center, MantineProvider, Text } from '@mantine/core';
import { wordsOf } from '../api/problem.ts';
import { theme } from './theme.ts';

/** Nothing of the app stands yet, not even who is looking at it. */
export function CannotStart({ error }: { error: unknown }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Center mih="100vh" p="md">
        <Alert color="red" title="Rebill cannot start" maw={520}>
          <Text size="sm">{wordsOf(error)}</Text>
          <Anchor href="/" size="sm">
            Try again
          </Anchor>
        </Alert>
      </Center>
    </MantineProvider>
  );
}
