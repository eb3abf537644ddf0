import { Grid, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { invoiceQuery } from '../../api/invoices.ts';
import { queries } from '../../api/queries.ts';
import type { FullInvoice } from '../../api/types.ts';
import { LineTable } from '../../parts/lineTable.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { sentence } from '../../parts/sentence.ts';
import { TextLink } from '../../parts/textLink.tsx';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';
import { InvoiceButtons } from './invoiceButtons.tsx';
import { Panel } from './panel.tsx';
import { ParkedNotice } from './parkedNotice.tsx';
import { PdfPanel } from './pdfPanel.tsx';
import { useActing } from './useActing.ts';
import { useInvoiceKeys } from './useInvoiceKeys.ts';
import { XeroPanel } from './xeroPanel.tsx';

const route = getRouteApi('/invoices/$invoiceId');

/** One invoice: what it is, what became of it, and what may be done. */
export function InvoiceScreen() {
  const { invoiceId } = route.useParams();
  const { data, error, refetch } = useQuery(invoiceQuery(invoiceId));
  if (data) return <Whole key={invoiceId} invoice={data} />;
  if (error) {
    return (
      <Page title="Invoice">
        <ProblemAlert error={error} title="This invoice cannot be shown" retry={() => refetch()}>
          <TextLink to="/invoices">Go to the invoices</TextLink>
        </ProblemAlert>
      </Page>
    );
  }
  return <Waiting />;
}

function Whole({ invoice }: { invoice: FullInvoice }) {
  const { invoiceId, number, kind, parked } = invoice;
  const name = `${kind === 'creditNote' ? 'Credit note' : 'Invoice'} ${number}`;
  const acting = useActing(useCallback(() => queries.invalidateQueries({ queryKey: invoiceQuery(invoiceId).queryKey }), [invoiceId]));
  useInvoiceKeys(invoice, acting);
  return (
    <Page title={name} lead={<Facts invoice={invoice} />}>
      {parked !== null && <ParkedNotice invoice={invoice} acting={acting} />}
      <InvoiceButtons invoice={invoice} acting={acting} />
      <Grid gap="lg">
        {parked === null && (
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Document invoice={invoice} name={name} />
          </Grid.Col>
        )}
        <Grid.Col span={{ base: 12, lg: parked === null ? 5 : 12 }}>
          <Stack gap="lg">
            <History invoice={invoice} />
            <XeroPanel invoice={invoice} acting={acting} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** What the customer gets. */
function Document({ invoice: { invoiceId, adjustment, lines, totals, actions }, name }: { invoice: FullInvoice; name: string }) {
  return (
    <Stack gap="lg">
      {adjustment && (
        <Panel title="Why it is given">
          {`${sentence(adjustment.reason)}${adjustment.numbers.length > 0 ? ` It adjusts ${adjustment.numbers.join(', ')}.` : ''}`}
        </Panel>
      )}
      <Panel title="Lines">{lines.length > 0 ? <LineTable lines={lines} totals={totals} /> : 'There is nothing to bill on it.'}</Panel>
      {actions.pdf.allowed && <PdfPanel invoiceId={invoiceId} title={name} />}
    </Stack>
  );
}

function Waiting() {
  return (
    <Page title="Invoice" lead={<Skeleton h={24} w={320} />}>
      <Group>
        <Skeleton h={36} w={110} />
        <Skeleton h={36} w={110} />
        <Skeleton h={36} w={160} />
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Skeleton h={600} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Skeleton h={280} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
