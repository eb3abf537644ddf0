import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  accepts,
  LIFECYCLE_EVENTS,
  type LifecycleEvent,
  SHOWN_AS,
  STATUSES,
  type Status,
  after as statusAfter,
} from '../../../shared/domain/lifecycle.ts';
import { Problem } from '../../../shared/domain/problem.ts';

/** The table as the product states it, row by row; a dash is a refusal. */
const TABLE = `
status       queue   cancel     claim    accept  release  refuse  lose         delay    deliver    bounce   complain    reject  repair
draft        queued  -          -        -       -        -       -            -        -          -        -           -       -
queued       -       cancelled  sending  -       -        failed  -            -        -          -        -           -       -
sending      -       -          -        sent    queued   failed  unconfirmed  delayed  delivered  bounced  complained  failed  -
sent         queued  -          -        -       -        -       -            delayed  delivered  bounced  complained  failed  -
delayed      queued  -          -        -       -        -       -            -        delivered  bounced  complained  failed  -
delivered    queued  -          -        -       -        -       -            -        -          bounced  complained  -       -
unconfirmed  queued  -          -        sent    -        -       -            delayed  delivered  bounced  complained  failed  -
bounced      queued  -          -        -       -        -       -            -        -          -        -           -       -
complained   queued  -          -        -       -        -       -            -        -          -        -           -       -
failed       queued  -          -        -       -        -       -            -        -          -        -           -       -
cancelled    queued  -          -        -       -        -       -            -        -          -        -           -       -
parked       -       -          -        -       -        -       -            -        -          -        -           -       draft
`;
const [[, ...events] = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((row) => row.split(/\s+/));
const CELLS = rows.flatMap(([status = '', ...cells]) => cells.map((to, index) => [status, events[index] ?? '', to] as const));

/** Every status that some sequence of events leads to from `start`. */
function reachedFrom(...start: Status[]): Set<Status> {
  const reached = new Set(start);
  for (const status of reached) for (const event of LIFECYCLE_EVENTS) if (accepts(status, event)) reached.add(statusAfter(status, event));
  return reached;
}

describe("the life of an invoice's email", () => {
  it('knows the statuses and events of the table, and no others', () => {
    expect([...STATUSES].sort()).toEqual(rows.map(([status]) => status).sort());
    expect([...LIFECYCLE_EVENTS].sort()).toEqual([...events].sort());
  });

  test.each(CELLS.filter(([, , to]) => to !== '-'))('%s, %s → %s', (from, event, to) => {
    expect(accepts(from as Status, event as LifecycleEvent)).toBe(true);
    expect(statusAfter(from as Status, event as LifecycleEvent)).toBe(to);
  });

  it('refuses everything else, as a conflict that names the status as it is shown', () => {
    const refused = CELLS.filter(([, , to]) => to === '-');
    expect(refused).toHaveLength(12 * 13 - CELLS.filter(([, , to]) => to !== '-').length);
    for (const [status, event] of refused) {
      expect(accepts(status as Status, event as LifecycleEvent), `${status}, ${event}`).toBe(false);
      const refusal = refusalOf(() => statusAfter(status as Status, event as LifecycleEvent));
      expect(refusal?.code, `${status}, ${event}`).toBe('conflict');
      expect(refusal?.message).toContain(`“${SHOWN_AS[status as Status]}”`);
    }
  });

  it('lets every status but those of birth be reached', () => {
    expect([...reachedFrom('draft', 'parked')].sort()).toEqual([...STATUSES].sort());
    for (const birth of ['draft', 'parked'] as const)
      expect(reachedFrom(...STATUSES.filter((each) => each !== 'draft' && each !== 'parked')).has(birth)).toBe(false);
  });

  it('has no dead end: every status can be queued again', () => {
    for (const status of STATUSES) expect([...reachedFrom(status)], status).toContain('queued');
  });

  it('cancels only what is queued, and repairs only what is parked', () => {
    expect(STATUSES.filter((status) => accepts(status, 'cancel'))).toEqual(['queued']);
    expect(STATUSES.filter((status) => accepts(status, 'repair'))).toEqual(['parked']);
  });

  it('lets nothing but a claim lead to sending, and nothing but sending be accepted first', () => {
    const into = (to: Status) =>
      STATUSES.flatMap((status) => LIFECYCLE_EVENTS.filter((event) => accepts(status, event) && statusAfter(status, event) === to));
    expect(new Set(into('sending'))).toEqual(new Set(['claim']));
    expect(new Set(into('unconfirmed'))).toEqual(new Set(['lose']));
    expect(new Set(into('cancelled'))).toEqual(new Set(['cancel']));
  });

  it('never takes delivered back to a mere sent or delayed, whatever comes late', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LIFECYCLE_EVENTS.filter((event) => event !== 'queue'))), (late) => {
        let status: Status = 'delivered';
        for (const event of late) if (accepts(status, event)) status = statusAfter(status, event);
        expect(['delivered', 'bounced', 'complained']).toContain(status);
      }),
    );
  });

  it('never sends what was cancelled, unless someone queues it again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LIFECYCLE_EVENTS), { maxLength: 60 }), (happened) => {
        let status: Status = 'draft';
        for (const event of happened) {
          if (!accepts(status, event)) continue;
          if (status === 'cancelled') expect(event).toBe('queue');
          status = statusAfter(status, event);
        }
      }),
    );
  });
});

function refusalOf(refused: () => unknown): Problem | undefined {
  try {
    refused();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  return undefined;
}
