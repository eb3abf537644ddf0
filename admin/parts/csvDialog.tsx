import { Alert, Anchor, Button, Group, List, Skeleton, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDownload, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { body, client } from '../api/client.ts';
import { monthsQuery } from '../api/months.ts';
import type { Answer } from '../api/types.ts';
import { counted } from './counted.ts';
import { download } from './download.ts';
import { useFormat } from './format.ts';
import { MonthSelect } from './monthSelect.tsx';
import { ProblemAlert } from './problemAlert.tsx';

type MonthFiles = Answer<'/v1/months/{month}/csv', 'get'>;

export function showCsvDialog(month: string | undefined): void {
  modals.open({ modalId: 'csv', title: 'Download invoices as a CSV', size: 'lg', children: <CsvDialog first={month} /> });
}

/** Asks for a month, has its files made, and hands them over one by one. */
function CsvDialog({ first }: { first: string | undefined }) {
  const months = useQuery(monthsQuery);
  const [chosen, choose] = useState(first);
  const month = chosen ?? months.data?.items[0]?.month;
  const making = useMutation({
    mutationFn: async (of: string) => body(await client.GET('/v1/months/{month}/csv', { params: { path: { month: of } } })),
    onSuccess: ({ files }) => {
      const [only] = files;
      if (files.length === 1 && only) download(only.url);
    },
  });
  if (months.isPending) return <Skeleton h={120} />;
  if (!month) return <Text>No month is made yet, so there is nothing to download.</Text>;
  return (
    <Stack>
      <Text size="sm">
        One row for each line of each invoice, as Xero’s import of sales invoices wants it. When Xero asks, import it as{' '}
        <b>tax exclusive</b>.
      </Text>
      <Group align="flex-end">
        <MonthSelect
          value={month}
          label="Month of the CSV"
          onChange={(to) => {
            choose(to);
            making.reset();
          }}
        />
        <Button loading={making.isPending} onClick={() => making.mutate(month)} data-autofocus>
          Make the CSV
        </Button>
      </Group>
      <div aria-live="polite">
        {making.error && <ProblemAlert error={making.error} title="The CSV cannot be made" />}
        {making.data && <Files made={making.data} />}
      </div>
    </Stack>
  );
}

function Files({ made }: { made: MonthFiles }) {
  const format = useFormat();
  if (made.files.length === 0) return <Text size="sm">There is no invoice to write in {format.month(made.month)}.</Text>;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {made.files.length === 1
          ? 'Here it is; the download has begun.'
          : `${made.files.length} files, since Xero takes so many rows at a time and credit notes apart. Fetch each of them; the links work for five minutes.`}
      </Text>
      <List spacing="xs" icon={<IconDownload size={16} aria-hidden />}>
        {made.files.map(({ url, fileName, invoices, rows, kind, overLimit }) => (
          <List.Item key={fileName}>
            <Anchor href={url} rel="noopener">
              {fileName}
            </Anchor>
            <Text size="sm" c="dimmed">
              {counted(invoices, kind === 'creditNote' ? 'credit note' : 'invoice')}, {counted(rows, 'row')}
              {overLimit && '. More rows than Xero imports at once: this one invoice must be entered there in parts'}
            </Text>
          </List.Item>
        ))}
      </List>
      {made.inXero > 0 && (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconInfoCircle aria-hidden />}
          title={`${made.inXero} of them ${made.inXero === 1 ? 'is' : 'are'} in Xero already`}
        >
          Xero refuses an invoice number that it knows. Import only what is not there yet.
        </Alert>
      )}
    </Stack>
  );
}
