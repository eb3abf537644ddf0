import { Problem } from './problem.ts';

/**
 * The life of an invoice's email, whole. Read a row as: in this status, this event leads there.
 * An event that a status does not name is refused. Nothing else in the system sets a status.
 */
export const LIFECYCLE = {
  draft: { queue: 'queued' },
  queued: { cancel: 'cancelled', claim: 'sending', refuse: 'failed' },
  sending: {
    accept: 'sent',
    release: 'queued',
    refuse: 'failed',
    lose: 'unconfirmed',
    delay: 'delayed',
    deliver: 'delivered',
    bounce: 'bounced',
    complain: 'complained',
    reject: 'failed',
  },
  sent: { queue: 'queued', delay: 'delayed', deliver: 'delivered', bounce: 'bounced', complain: 'complained', reject: 'failed' },
  delayed: { queue: 'queued', deliver: 'delivered', bounce: 'bounced', complain: 'complained', reject: 'failed' },
  delivered: { queue: 'queued', bounce: 'bounced', complain: 'complained' },
  unconfirmed: {
    queue: 'queued',
    accept: 'sent',
    delay: 'delayed',
    deliver: 'delivered',
    bounce: 'bounced',
    complain: 'complained',
    reject: 'failed',
  },
  bounced: { queue: 'queued' },
  complained: { queue: 'queued' },
  failed: { queue: 'queued' },
  cancelled: { queue: 'queued' },
  parked: { repair: 'draft' },
} as const satisfies Record<string, Partial<Record<string, string>>>;

export type Status = keyof typeof LIFECYCLE;
export type LifecycleEvent = { [S in Status]: keyof (typeof LIFECYCLE)[S] }[Status];

export const STATUSES = Object.keys(LIFECYCLE) as Status[];
export const LIFECYCLE_EVENTS = [...new Set(STATUSES.flatMap((status) => Object.keys(LIFECYCLE[status])))] as LifecycleEvent[];

/** How each status is shown to people. */
export const SHOWN_AS = {
  draft: 'Not sent',
  queued: 'Queued',
  sending: 'Sending',
  sent: 'Sent',
  delayed: 'Delayed',
  delivered: 'Delivered',
  unconfirmed: 'Unconfirmed',
  bounced: 'Bounced',
  complained: 'Complained',
  failed: 'Failed',
  cancelled: 'Cancelled',
  parked: 'Needs attention',
} as const satisfies Record<Status, string>;

export function accepts(status: Status, event: LifecycleEvent): boolean {
  return Object.hasOwn(LIFECYCLE[status], event);
}

/** @throws Problem `conflict` when the status does not name the event */
export function after(status: Status, event: LifecycleEvent): Status {
  const row: Partial<Record<LifecycleEvent, Status>> = LIFECYCLE[status];
  const next = row[event];
  if (!next) throw new Problem('conflict', `This invoice is “${SHOWN_AS[status]}”: ${REFUSALS[event]}`);
  return next;
}

/** Why an event is refused, in words that tell a clerk what would be possible instead. */
const REFUSALS = {
  queue: 'it cannot be sent now',
  cancel: 'only an email that is still queued can be cancelled',
  claim: 'only a queued email can be taken up for sending',
  accept: 'it was not being sent',
  release: 'it was not being sent',
  refuse: 'it was neither queued nor being sent',
  lose: 'it was not being sent',
  delay: 'this news comes too late',
  deliver: 'this news comes too late',
  bounce: 'this news comes too late',
  complain: 'this news comes too late',
  reject: 'this news comes too late',
  repair: 'only an invoice that needs attention can be repaired',
} as const satisfies Record<LifecycleEvent, string>;
