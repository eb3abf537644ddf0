import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Xero } from '../../api/types.ts';
import { xeroQuery } from '../../api/xero.ts';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { Choosing } from './choosing.tsx';
import { Connected } from './connected.tsx';
import { Connecting } from './connecting.tsx';
import { ContactsToMap } from './contactsToMap.tsx';
import { Mistakes } from './mistakes.tsx';

const route = getRouteApi('/xero');

/** The link to one Xero organisation: begun, chosen, looked after and ended here. */
export function XeroScreen() {
  const { data, error, refetch } = useQuery(xeroQuery);
  return (
    <Page title="Xero" lead="Every invoice goes there once, by hand from the lists or by itself when its month is over.">
      {error && !data && <ProblemAlert error={error} title="The link cannot be shown" retry={() => refetch()} />}
      {!data && !error && <Skeleton h={180} radius="md" aria-label="Loading the link to Xero" />}
      {data && <Link xero={data} />}
    </Page>
  );
}

function Link({ xero }: { xero: Xero }) {
  return (
    <Stack gap="lg">
      <CameBack xero={xero} />
      <Trouble xero={xero} />
      {xero.warnings.map((warning) => (
        <Alert key={warning} color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {warning}
        </Alert>
      ))}
      {xero.state === 'choosing' && <Choosing xero={xero} />}
      {(xero.state === 'notConnected' || xero.state === 'expired') && <Connecting xero={xero} />}
      {xero.state === 'connected' && (
        <>
          <Connected xero={xero} />
          <Mistakes />
          <ContactsToMap />
        </>
      )}
    </Stack>
  );
}

/** What came of the walk to Xero and back, told once. */
function CameBack({ xero }: { xero: Xero }) {
  const { result } = route.useSearch();
  const navigate = route.useNavigate();
  const close = () => navigate({ search: {}, replace: true });
  if (result === 'connected' && xero.state === 'connected') {
    return (
      <Alert
        color="green"
        variant="light"
        icon={<IconCircleCheck aria-hidden />}
        title="Connected"
        withCloseButton
        closeButtonLabel="Close"
        onClose={close}
        role="status"
      >
        Invoices can now go to {xero.organisation?.name}.
      </Alert>
    );
  }
  if (result === 'failed' && !xero.trouble) {
    return (
      <Alert
        color="red"
        variant="light"
        title="Xero was not connected"
        withCloseButton
        closeButtonLabel="Close"
        onClose={close}
        role="alert"
      >
        Nothing was changed. Connect again from here.
      </Alert>
    );
  }
  return null;
}

function Trouble({ xero: { trouble } }: { xero: Xero }) {
  const format = useFormat();
  if (!trouble) return null;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title="Trouble with Xero" role="alert">
      <Text size="sm">{trouble.words}</Text>
      {trouble.at && (
        <Text size="xs" mt={4}>
          {format.instant(trouble.at)}
        </Text>
      )}
    </Alert>
  );
}
