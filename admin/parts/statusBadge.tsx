import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconHelpCircle,
  IconHourglass,
  IconMailForward,
  IconMailX,
  IconSend,
  IconTool,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Status } from '../api/types.ts';
import { type Tone, ToneBadge } from './toneBadge.tsx';

const LOOKS: Readonly<Record<Status, { readonly tone: Tone; readonly icon: ReactNode }>> = {
  draft: { tone: 'neutral', icon: <IconCircleDashed size={14} aria-hidden /> },
  queued: { tone: 'info', icon: <IconClock size={14} aria-hidden /> },
  sending: { tone: 'info', icon: <IconSend size={14} aria-hidden /> },
  sent: { tone: 'info', icon: <IconMailForward size={14} aria-hidden /> },
  delayed: { tone: 'warn', icon: <IconHourglass size={14} aria-hidden /> },
  delivered: { tone: 'good', icon: <IconCircleCheck size={14} aria-hidden /> },
  unconfirmed: { tone: 'warn', icon: <IconHelpCircle size={14} aria-hidden /> },
  bounced: { tone: 'bad', icon: <IconMailX size={14} aria-hidden /> },
  complained: { tone: 'bad', icon: <IconAlertTriangle size={14} aria-hidden /> },
  failed: { tone: 'bad', icon: <IconX size={14} aria-hidden /> },
  cancelled: { tone: 'neutral', icon: <IconBan size={14} aria-hidden /> },
  parked: { tone: 'bad', icon: <IconTool size={14} aria-hidden /> },
};

/** An invoice's status, as colour and word. The word is the API's. */
export function StatusBadge({ status, text }: { status: Status; text: string }) {
  const { tone, icon } = LOOKS[status];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {text}
    </ToneBadge>
  );
}
