import { Alert, Button, CopyButton, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconCheck, IconCircleCheck, IconCopy, IconMail } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { senderQuery, sendTestEmail, startSender } from '../../api/sender.ts';
import type { Answer } from '../../api/types.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { tellDone, tellRefused } from '../../parts/told.ts';
import { type Tone, ToneBadge } from '../../parts/toneBadge.tsx';
import { mayBill, ONLY_BILLING, session } from '../../session/session.ts';

type Sender = Answer<'/v1/sender', 'get'>;
type DnsRecord = Sender['records'][number];

const TONES: Readonly<Record<Sender['state'], Tone>> = { notStarted: 'neutral', pending: 'warn', verified: 'good', failed: 'bad' };
const WORDS: Readonly<Record<Sender['state'], string>> = {
  notStarted: 'Not started',
  pending: 'Waiting for the DNS',
  verified: 'Verified',
  failed: 'Failed',
};

/** The domain that invoices are sent from: what to add to its DNS, and whether it is found. */
export function SenderSection({ unsaved }: { unsaved: boolean }) {
  const sender = useQuery(senderQuery);
  const { data, error, refetch } = sender;
  useToldWhenVerified(data);
  if (error && !data) return <ProblemAlert error={error} title="The sender cannot be shown" retry={() => refetch()} />;
  if (!data) return <Skeleton h={200} />;
  return (
    <Stack gap="md">
      {unsaved && <Alert color="yellow">The from address is changed, but not saved yet. This is about the saved one.</Alert>}
      <Group gap="sm" aria-live="polite">
        <Text fw={600}>{data.domain}</Text>
        <ToneBadge tone={TONES[data.state]} icon={data.state === 'verified' && <IconCircleCheck size={14} aria-hidden />}>
          {WORDS[data.state]}
        </ToneBadge>
      </Group>
      <Text>{data.stateText}</Text>
      {data.records.length > 0 && <Records sender={data} />}
      <Buttons sender={data} />
    </Stack>
  );
}

/** It comes up by itself, minutes or hours later: said aloud then, and not before. */
function useToldWhenVerified(sender: Sender | undefined): void {
  const queries = useQueryClient();
  const before = useRef<Sender['state']>(undefined);
  useEffect(() => {
    if (sender?.state === 'verified' && before.current !== undefined && before.current !== 'verified') {
      tellDone(`${sender.domain} is verified: invoices can go out`);
      for (const key of ['invoices', 'summary']) void queries.invalidateQueries({ queryKey: [key] });
    }
    before.current = sender?.state;
  }, [sender, queries]);
}

function Buttons({ sender: { state, from } }: { sender: Sender }) {
  const queries = useQueryClient();
  const starting = useMutation({
    mutationFn: startSender,
    onSuccess: (sender) => queries.setQueryData(senderQuery.queryKey, sender),
    onError: (error) => tellRefused('The domain cannot be verified', error),
  });
  const testing = useMutation({
    mutationFn: sendTestEmail,
    onSuccess: () => tellDone(`A test email is on its way to ${session.person.email}`),
    onError: (error) => tellRefused('The test email was not sent', error),
  });
  const reason = mayBill() ? undefined : ONLY_BILLING;
  return (
    <Group>
      {state !== 'verified' && (
        <AllowedButton allowed={mayBill()} reason={reason} loading={starting.isPending} onClick={() => starting.mutate()}>
          {state === 'notStarted' ? 'Show the DNS records' : 'Look again'}
        </AllowedButton>
      )}
      <AllowedButton
        variant="default"
        // On a phone it takes two lines.
        h="auto"
        mih={36}
        styles={{ label: { whiteSpace: 'normal' } }}
        leftSection={<IconMail size={16} aria-hidden />}
        allowed={mayBill() && state === 'verified'}
        reason={reason ?? (state === 'verified' ? `From ${from} to ${session.person.email}` : 'Once the domain is verified')}
        loading={testing.isPending}
        onClick={() => testing.mutate()}
      >
        Send a test email to yourself
      </AllowedButton>
    </Group>
  );
}

const STATES: Readonly<Record<DnsRecord['state'], { readonly tone: Tone; readonly words: string }>> = {
  found: { tone: 'good', words: 'Found' },
  missing: { tone: 'warn', words: 'Not found yet' },
  unknown: { tone: 'neutral', words: 'Not looked for' },
};

const lineOf = ({ type, name, value, priority }: DnsRecord) => `${name} ${type} ${priority === null ? '' : `${priority} `}${value}`;

function Records({ sender: { records, mayTakeHours, state } }: { sender: Sender }) {
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm">Add these to the DNS of the domain, or pass them on to whoever does. {state === 'pending' && mayTakeHours}</Text>
        <Copy value={records.map(lineOf).join('\n')} label="Copy all" words="all records" />
      </Group>
      {records.map((record) => (
        <Paper withBorder p="sm" key={`${record.type} ${record.name}`}>
          <Group justify="space-between" mb={6}>
            <Text size="sm" fw={600}>
              {record.type} record{record.priority !== null && `, priority ${record.priority}`}
              {!record.required && ' (advised)'}
            </Text>
            <ToneBadge tone={STATES[record.state].tone}>{STATES[record.state].words}</ToneBadge>
          </Group>
          <Copyable label="Name" value={record.name} words={`the name of ${record.purpose}`} />
          <Copyable label="Value" value={record.value} words={`the value of ${record.purpose}`} />
          <Text size="sm" c="dimmed">
            {record.why}
          </Text>
        </Paper>
      ))}
    </Stack>
  );
}

function Copyable({ label, value, words }: { label: string; value: string; words: string }) {
  return (
    <Group gap="sm" wrap="nowrap" mb={4}>
      <Text size="sm" w={48}>
        {label}
      </Text>
      <Text flex={1} size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Text>
      <Copy value={value} label="Copy" words={words} />
    </Group>
  );
}

function Copy({ value, label, words }: { value: string; label: string; words: string }) {
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          size="compact-xs"
          variant="default"
          onClick={copy}
          aria-label={copied ? `Copied ${words}` : `Copy ${words}`}
          style={{ flexShrink: 0 }}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        >
          <span aria-live="polite">{copied ? 'Copied' : label}</span>
        </Button>
      )}
    </CopyButton>
  );
}
