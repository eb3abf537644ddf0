import { Button, Group, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation } from '@tanstack/react-query';
import { type MonthUpload, uploadMonth } from '../../api/invoices.ts';
import { useFormat } from '../../parts/format.ts';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { Reasons } from './reasons.tsx';

export function showUploadMonth(month: string, done: () => void): void {
  const id = 'upload-month';
  modals.open({
    modalId: id,
    title: 'Upload the month to Xero',
    children: <UploadMonth month={month} done={done} close={() => modals.close(id)} />,
  });
}

function UploadMonth({ month, done, close }: { month: string; done: () => void; close: () => void }) {
  const format = useFormat();
  const asking = useMutation({ mutationFn: () => uploadMonth(month), onSuccess: done });
  return (
    <Stack>
      {!asking.data && (
        <Text size="sm">
          Every invoice of {format.month(month)} that may go to Xero and is not there yet is queued. They go up within minutes, at the pace
          that Xero allows.
        </Text>
      )}
      <div aria-live="polite">
        {asking.error && <ProblemAlert error={asking.error} title="The month was not queued" />}
        {asking.data && <Queued answer={asking.data} />}
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {asking.data ? 'Close' : 'No, go back'}
        </Button>
        {!asking.data && (
          <Button loading={asking.isPending} onClick={() => asking.mutate()} data-autofocus>
            Upload {format.month(month)}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Queued({ answer: { queued, waiting, uploaded, refused } }: { answer: MonthUpload }) {
  return (
    <Stack gap="xs">
      <Text size="sm">
        {queued === 0 ? 'There was nothing to queue.' : `${queued} queued.`} {waiting > 0 && `${waiting} on the way. `}
        {uploaded > 0 && `${uploaded} in Xero already.`}
      </Text>
      {refused.length > 0 && <Reasons title="Not now" refused={refused} />}
    </Stack>
  );
}
