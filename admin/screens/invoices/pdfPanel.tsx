import { Button, Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { pdfLink } from '../../api/invoices.ts';
import { download } from '../../parts/download.ts';
import { PdfView } from '../../parts/pdfView.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { Panel } from './panel.tsx';

/** A link lives for five minutes; a new one is made when it is used after so many milliseconds. */
const LINK_MS = 4 * 60_000;

/** The very file that the customer gets, drawn. */
export function PdfPanel({ invoiceId, title }: { invoiceId: string; title: string }) {
  const link = useQuery({
    queryKey: ['pdf', invoiceId],
    queryFn: () => pdfLink(invoiceId),
    staleTime: LINK_MS,
    gcTime: LINK_MS,
    // What is drawn stays right: the file of an invoice never changes.
    refetchOnWindowFocus: false,
  });
  const save = async () => download((link.isStale || !link.data ? await link.refetch() : link).data?.url ?? '');
  return (
    <Panel
      title="PDF"
      aside={
        <Button variant="default" size="xs" leftSection={<IconDownload size={14} aria-hidden />} onClick={() => void save()}>
          Download
        </Button>
      }
    >
      {link.error && <ProblemAlert error={link.error} title="The PDF cannot be made" retry={() => link.refetch()} />}
      {link.data ? (
        <div className="printed">
          <PdfView url={link.data.url} title={title} />
        </div>
      ) : (
        !link.error && <Skeleton style={{ aspectRatio: '210 / 297' }} />
      )}
    </Panel>
  );
}
