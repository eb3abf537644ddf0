import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { counted } from '../../parts/counted.ts';
import { type BulkAction, type BulkWork, type Outcome, type Refused, sorted, workThrough } from './bulkWork.ts';
import { FADED_MS, focusList } from './focusList.ts';
import { MAY_HAVE_IT } from './mayHaveIt.ts';
import { Notice } from './notice.tsx';
import { Reasons } from './reasons.tsx';

const WORDS: Readonly<Record<BulkAction, Words>> = {
  send: { title: 'Send invoices', can: 'can be sent', yes: (count) => `Send ${count}`, done: (count) => `${count} queued for sending.` },
  cancel: {
    title: 'Cancel emails',
    can: 'can be cancelled',
    yes: (count) => `Cancel ${count}`,
    done: (count) => `${count} cancelled. The invoices themselves stand.`,
  },
  upload: {
    title: 'Upload to Xero',
    can: 'can be uploaded',
    yes: (count) => `Upload ${count}`,
    done: (count) => `${count} on the way to Xero.`,
  },
};

type Words = {
  readonly title: string;
  readonly can: string;
  readonly yes: (count: string) => string;
  readonly done: (count: string) => string;
};

export function showBulk(work: BulkWork): void {
  const id = 'bulk';
  modals.open({
    modalId: id,
    title: WORDS[work.action].title,
    size: 'lg',
    // While it works, only "Stop" and the end close it: whoever closed it by mistake would not know what became of the rest.
    closeOnClickOutside: false,
    closeOnEscape: false,
    withCloseButton: false,
    // The button that opened it may be gone by then.
    onClose: () => setTimeout(focusList, FADED_MS),
    children: <BulkDialog work={work} close={() => modals.close(id)} />,
  });
}

function BulkDialog({ work, close }: { work: BulkWork; close: () => void }) {
  const { action, invoices, ended } = work;
  const [{ can, cannot }] = useState(() => sorted(action, invoices));
  const [progress, setProgress] = useState<number>();
  const [outcome, setOutcome] = useState<Outcome>();
  const stopping = useRef(new AbortController());
  useEffect(() => () => stopping.current.abort(), []);
  useReloadAsks(progress !== undefined && outcome === undefined);
  const start = async () => {
    setProgress(0);
    const result = await workThrough(action, can, { signal: stopping.current.signal, progress: setProgress });
    ended(result);
    setOutcome(result);
  };
  if (outcome) return <Result action={action} outcome={outcome} cannot={cannot} close={close} />;
  if (progress !== undefined) return <Working done={progress} of={can.length} stop={() => stopping.current.abort()} />;
  return <Question action={action} can={can} cannot={cannot} close={close} start={() => void start()} />;
}

/** A page that is loaded anew, or closed, would leave the rest of them undone without a word. */
function useReloadAsks(working: boolean): void {
  useEffect(() => {
    if (!working) return;
    const ask = (event: Event) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [working]);
}

type QuestionProps = {
  readonly action: BulkAction;
  readonly can: ReturnType<typeof sorted>['can'];
  readonly cannot: readonly Refused[];
  readonly close: () => void;
  readonly start: () => void;
};

function Question({ action, can, cannot, close, start }: QuestionProps) {
  const again = action === 'send' ? can.filter(({ status }) => MAY_HAVE_IT.has(status)).length : 0;
  return (
    <Stack>
      <Text size="sm">
        {howMany(can.length, can.length + cannot.length)} {WORDS[action].can}.
      </Text>
      {again > 0 && (
        <Notice tone="warn" title={`${counted(again, 'invoice')} went out before`}>
          Their customers have them already, or may have, and would get the same invoice a second time.
        </Notice>
      )}
      {cannot.length > 0 && <Reasons title={`${counted(cannot.length, 'invoice')} cannot`} refused={named(cannot)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close} data-autofocus={can.length === 0 || undefined}>
          {can.length === 0 ? 'Close' : 'No, go back'}
        </Button>
        {can.length > 0 && (
          <Button onClick={start} data-autofocus>
            {WORDS[action].yes(counted(can.length, 'invoice'))}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Working({ done, of, stop }: { done: number; of: number; stop: () => void }) {
  const [stopping, setStopping] = useState(false);
  const words = stopping ? 'Stopping after those that are under way…' : `${done} of ${of}`;
  return (
    <Stack>
      <Progress.Root size="lg">
        <Progress.Section value={(100 * done) / of} aria-label="Progress" aria-valuetext={`${done} of ${of}`} />
      </Progress.Root>
      <Group justify="space-between">
        <Text size="sm" className="numbers" role="status">
          {words}
        </Text>
        <Button
          variant="default"
          autoFocus
          aria-disabled={stopping}
          onClick={() => {
            setStopping(true);
            stop();
          }}
        >
          Stop
        </Button>
      </Group>
    </Stack>
  );
}

type ResultProps = {
  readonly action: BulkAction;
  readonly outcome: Outcome;
  readonly cannot: readonly Refused[];
  readonly close: () => void;
};

function Result({ action, outcome: { done, failed, untouched }, cannot, close }: ResultProps) {
  const left = failed.length + untouched.length + cannot.length;
  return (
    <Stack>
      <Group gap="xs" role="status">
        <IconCircleCheck aria-hidden />
        <Text size="sm">{WORDS[action].done(counted(done.length, 'invoice'))}</Text>
      </Group>
      {failed.length > 0 && <Reasons title={`${counted(failed.length, 'invoice')} failed`} refused={named(failed)} />}
      {untouched.length > 0 && <Text size="sm">{counted(untouched.length, 'invoice')} not begun: it was stopped.</Text>}
      {left > 0 && <Text size="sm">What was not done is still selected.</Text>}
      <Group justify="flex-end">
        <Button onClick={close} autoFocus>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

const named = (refused: readonly Refused[]) => refused.map(({ invoice, reason }) => ({ number: invoice.number, reason }));

const howMany = (some: number, all: number) =>
  some === 0 ? 'None of those selected' : some === all ? `All ${all} selected` : `${some} of ${all} selected`;
