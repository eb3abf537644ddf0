import { Center, Container, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { accountQuery } from '../api/account.ts';
import { ProblemAlert } from '../parts/problemAlert.tsx';
import { useBackCloses } from '../parts/useBackCloses.ts';
import { Shell } from './shell.tsx';

const SetUpScreen = lazy(async () => ({ default: (await import('../screens/settings/setUpScreen.tsx')).SetUpScreen }));

/** Nothing but set-up may be used until the settings are saved: the API refuses the rest as well. */
export function Gate() {
  const account = useQuery(accountQuery);
  useBackCloses();
  if (account.data?.setUp) return <Shell />;
  if (account.data) {
    return (
      <Shell setUp={account.data.accountId}>
        <Suspense fallback={<Waiting />}>
          <SetUpScreen missing={account.data.missing} />
        </Suspense>
      </Shell>
    );
  }
  if (account.error) {
    return (
      <Container size="sm" py="xl">
        <ProblemAlert error={account.error} title="The settings cannot be read" retry={() => account.refetch()} />
      </Container>
    );
  }
  return <Waiting />;
}

function Waiting() {
  return (
    <Center mih="60vh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
