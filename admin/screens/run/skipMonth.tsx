import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useRef, useState } from 'react';

/** Asks why: the reason stands with the month for good. */
export function askToSkip(month: string, skip: (reason: string) => void): void {
  const id = 'skip-month';
  modals.open({ modalId: id, title: `Skip ${month}?`, children: <SkipForm onSkip={skip} close={() => modals.close(id)} /> });
}

function SkipForm({ onSkip, close }: { onSkip: (reason: string) => void; close: () => void }) {
  const [reason, setReason] = useState('');
  const asked = useRef(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // The second half of a double click.
        if (!reason.trim() || asked.current) return;
        asked.current = true;
        onSkip(reason.trim());
        close();
      }}
    >
      <Stack>
        <Text size="sm">
          No invoice is made for it, and it cannot be made later. What is due in it may come with the next month’s invoices: look at that
          preview. What this month’s preview shows of earlier months, credits and part months, comes with none: enter it as charges.
        </Text>
        <TextInput
          label="Why"
          description="Kept with the month"
          required
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            No, go back
          </Button>
          <Button type="submit" color="red.8">
            Skip the month
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
