import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { invoicesChanged, putInvoice } from '../../api/invoiceCache.ts';
import { enteredByHand } from '../../api/invoices.ts';
import type { FullInvoice } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { confirmed } from '../../parts/confirm.tsx';
import { useFormat } from '../../parts/format.ts';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { ToneBadge } from '../../parts/toneBadge.tsx';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { Notice } from './notice.tsx';
import { Panel } from './panel.tsx';
import { type Acting, busyKey } from './useActing.ts';
import { isDifferent, toneOfXero } from './xeroBadge.tsx';

const PDFS = { waiting: 'on its way', attached: 'attached there', failed: 'not attached' } as const;

/** Where it stands with Xero: a state of its own, beside its email's. */
export function XeroPanel({ invoice, acting }: { invoice: FullInvoice; acting: Acting }) {
  const format = useFormat();
  const { xero, totals, actions } = invoice;
  const { stateText, at, by, words, advice, pdf, total, difference, state } = xero;
  return (
    <Panel title="Xero" aside={<ToneBadge tone={toneOfXero(xero)}>{stateText}</ToneBadge>}>
      <Stack gap="xs">
        {at && (
          <Text size="sm">
            Since {format.instant(at)}
            {by && `, asked for by ${by}`}
          </Text>
        )}
        {words && <Text size="sm">{words}</Text>}
        {advice && (
          <Text size="sm" fw={600}>
            {advice}
          </Text>
        )}
        {isDifferent(xero) && total !== null && difference !== null && (
          <Notice tone="warn" title="The totals differ">
            <Text size="sm">
              {format.money(total, totals.currency)} in Xero, {format.money(totals.total, totals.currency)} here:{' '}
              {format.change(difference, totals.currency)}.
            </Text>
          </Notice>
        )}
        {pdf && (
          <Text size="sm">
            Its PDF is {PDFS[pdf.state]}
            {pdf.words && `: ${pdf.words}`}
          </Text>
        )}
        {!actions.upload.allowed && state === 'notUploaded' && <Text size="sm">{actions.upload.reason}</Text>}
        <Group gap="xs">
          {actions.upload.allowed && (
            <Button size="xs" loading={acting.busy.has(busyKey('upload', invoice))} onClick={() => acting.act('upload', invoice)}>
              Upload to Xero
            </Button>
          )}
          {actions.openInXero.allowed && (
            <Button size="xs" variant="default" component="a" href={actions.openInXero.link} target="_blank" rel="noopener">
              Open in Xero
            </Button>
          )}
          {state === 'failed' && !xero.enteredByHand && <ByHand invoice={invoice} />}
        </Group>
      </Stack>
    </Panel>
  );
}

/** What Xero did not take and someone typed in there: nothing is left to do, once it is said. */
function ByHand({ invoice: { invoiceId, number } }: { invoice: FullInvoice }) {
  const settling = useMutation({
    mutationFn: () => enteredByHand(invoiceId),
    onSuccess: (invoice) => {
      putInvoice(invoice);
      invoicesChanged([invoiceId]);
      tellDone(`${number}: ${invoice.xero.stateText}`);
    },
    onError: (error) => tellRefused(`${number} was not settled`, error),
  });
  const ask = async () => {
    const words = `Say so only when ${number} stands in Xero already. It is not uploaded then, and no longer counted as trouble.`;
    if (await confirmed({ title: 'Was it entered in Xero by hand?', words, yes: 'Yes, it stands there' })) settling.mutate();
  };
  return (
    <AllowedButton
      size="xs"
      variant="default"
      allowed={mayBill()}
      reason={mayBill() ? undefined : ONLY_BILLING}
      loading={settling.isPending}
      onClick={() => void ask()}
    >
      It was entered by hand
    </AllowedButton>
  );
}
