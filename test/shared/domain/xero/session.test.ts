import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import { Pace } from '../../../../shared/domain/xero/pace.ts';
import type { Answer, Limit } from '../../../../shared/domain/xero/ports.ts';
import { Session, type UploadingPorts } from '../../../../shared/domain/xero/session.ts';
import { aConnection, anAccount } from '../../../support/builders.ts';

const START = Date.parse('2026-07-10T12:00:00Z');
const DONE: Answer<void> = { outcome: 'done', value: undefined };
const SILENCE: Answer<void> = { outcome: 'unknown', words: 'No answer within 60 seconds' };

/** A worker that has just begun; it calls nothing, so of its ports only the bell is there. */
function session(over: Partial<Connection> = {}) {
  const time = { now: START };
  const rung: string[] = [];
  const connection = aConnection(over);
  const { organisation } = connection;
  if (!organisation) throw new Error('An organisation is connected');
  const made = new Session(connection, {
    ...{ account: anAccount(), organisation, token: 'worker-1', places: { appUrl: '', goUrl: '' }, log: () => undefined },
    ports: { metrics: { count: (name: string) => void rung.push(name) } } as unknown as UploadingPorts,
    clock: () => new Date(time.now),
    pace: new Pace(connection.calls),
  });
  const heldSeconds = () => (made.heldUntil ? (Date.parse(made.heldUntil) - time.now) / 1000 : 0);
  return { made, time, rung, heldSeconds };
}

describe('a worker that Xero does not answer', () => {
  it('leaves it alone, twice as long each time, a quarter of an hour at most', () => {
    const seconds = Array.from({ length: 9 }, (_, silences) => {
      const { made, heldSeconds } = session({ silences });
      made.heard(SILENCE);
      expect(made.silences).toBe(silences + 1);
      return heldSeconds();
    });
    expect(seconds).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
    const { made, heldSeconds } = session({ silences: 10_000 });
    made.heard(SILENCE);
    expect(heldSeconds()).toBe(900);
  });

  it('stops, and says why', () => {
    const { made } = session();
    expect([made.isStopped(), made.trouble]).toEqual([false, undefined]);
    made.heard(SILENCE);
    expect([made.isStopped(), made.trouble]).toEqual([true, 'Xero did not answer: No answer within 60 seconds']);
  });

  it('rings once, at the fourth silence in a row', () => {
    const rings = [0, 1, 2, 3, 4].map((silences) => {
      const { made, rung } = session({ silences });
      made.heard(SILENCE);
      return rung.length;
    });
    expect(rings).toEqual([0, 0, 0, 1, 0]);
  });

  it('counts from nothing again after one answer', () => {
    const { made, heldSeconds } = session({ silences: 3 });
    made.heard(DONE);
    expect([made.silences, made.isStopped()]).toEqual([0, false]);
    made.heard(SILENCE);
    expect(heldSeconds()).toBe(15);
  });
});

describe('a worker that Xero holds back', () => {
  it.each<[Limit, number, string]>([
    ['concurrent', 1, 'Xero’s limit of calls at once is reached'],
    ['minute', 37, 'Xero’s limit of calls in a minute is reached'],
    ['app', 60, 'Xero’s limit of all our calls in a minute is reached'],
    ['day', 40_000, 'Xero’s limit of calls in a day is reached'],
  ])('waits as long as it says, and says why, at the limit of: %s', (limit, seconds, words) => {
    const { made, heldSeconds } = session();
    made.heard({ outcome: 'limited', limit, seconds });
    expect([made.isStopped(), heldSeconds(), made.trouble]).toEqual([true, seconds, words]);
  });

  it('says what is worse where there is something worse', () => {
    const { made } = session();
    made.heard(SILENCE);
    made.heard({ outcome: 'limited', limit: 'minute', seconds: 60 });
    expect(made.trouble).toContain('did not answer');
  });

  it('waits for the longest of what it was told', () => {
    const { made, heldSeconds } = session();
    for (const seconds of [60, 3600, 1]) made.heard({ outcome: 'limited', limit: 'minute', seconds });
    expect(heldSeconds()).toBe(3600);
  });

  it("does not try the day's limit once the last call of it is spent", () => {
    const { made, heldSeconds } = session();
    made.heard({ ...DONE, dayLeft: 1 });
    expect(made.isStopped()).toBe(false);
    made.heard({ ...DONE, dayLeft: 0 });
    expect([made.isStopped(), heldSeconds(), made.trouble]).toEqual([true, 3600, 'Xero’s limit of calls in a day is reached']);
  });
});

describe('a Xero that shows, but writes nothing', () => {
  const wrote = (writeSilences: number, ...answers: readonly Answer<void>[]) => {
    const { made, heldSeconds, rung } = session({ writeSilences });
    for (const answer of answers) made.heard(answer, 'write');
    return { made, heldSeconds, rung };
  };

  it('is left alone twice as long each time, whatever it shows meanwhile', () => {
    const seconds = [0, 1, 2, 3, 6, 7].map((silences) => {
      const { made, heldSeconds } = session({ writeSilences: silences });
      made.heard(DONE);
      made.heard(SILENCE, 'write');
      made.heard(DONE);
      expect(made.writeSilences).toBe(silences + 1);
      return heldSeconds();
    });
    expect(seconds).toEqual([15, 30, 60, 120, 900, 900]);
  });

  it('is counted once a worker, and not at all when it wrote something else', () => {
    expect(wrote(2, SILENCE, SILENCE, SILENCE, SILENCE).made.writeSilences).toBe(3);
    expect(wrote(2, SILENCE, SILENCE).heldSeconds()).toBe(60);
    expect(wrote(2, DONE, SILENCE).made.writeSilences).toBe(0);
    expect(wrote(2, SILENCE, DONE).made.writeSilences).toBe(0);
  });

  it('rings once, at the fourth', () => {
    expect([2, 3, 4].map((silences) => wrote(silences, SILENCE, SILENCE).rung.length)).toEqual([0, 1, 0]);
  });

  it('is not an invoice’s fault, until it has been so for long', () => {
    expect([0, 1, 6, 7].map((silences) => session({ writeSilences: silences }).made.isWriteOutage())).toEqual([false, true, true, false]);
  });
});

describe('what does not move', () => {
  it('is left alone twice as long each time, an hour at most, and told', () => {
    const seconds = [0, 1, 2, 5, 6, 100].map((stuck) => {
      const { made, heldSeconds } = session({ stuck });
      made.standsStill('Nothing moves');
      expect([made.stuck, made.trouble, made.isStopped()]).toEqual([stuck + 1, 'Nothing moves', true]);
      return heldSeconds();
    });
    expect(seconds).toEqual([60, 120, 240, 1920, 3600, 3600]);
  });
});

describe('a worker that Xero refuses', () => {
  it('goes on when it is one document, and stops when it is what all depends on, for five minutes', () => {
    const { made, heldSeconds } = session();
    made.heard({ outcome: 'refused', words: 'The account is archived' });
    expect([made.isStopped(), made.trouble]).toEqual([false, undefined]);
    made.hindered('Xero does not show its accounts: forbidden');
    expect([made.isStopped(), heldSeconds(), made.trouble]).toEqual([true, 300, 'Xero does not show its accounts: forbidden']);
  });

  it('stops when it is shut out, without waiting for a time', () => {
    const { made } = session();
    made.heard({ outcome: 'unauthorised', words: 'AuthenticationUnsuccessful' });
    expect([made.isStopped(), made.heldUntil, made.unauthorised]).toEqual([true, undefined, 'AuthenticationUnsuccessful']);
  });
});

describe('a worker', () => {
  it('hands over after three minutes', () => {
    const { made, time } = session();
    time.now += 180_000 - 1;
    expect(made.isLate()).toBe(false);
    time.now += 1;
    expect(made.isLate()).toBe(true);
  });

  it('counts the calls of the one before it, for a minute', () => {
    const { made, time } = session({ calls: [START - 59_000, START - 61_000] });
    expect(made.calls()).toEqual([START - 59_000]);
    time.now += 1000;
    expect(made.calls()).toEqual([]);
  });

  it('makes keys of its own, each once', () => {
    const { made } = session();
    expect([made.freshKey(), made.freshKey()]).toEqual(['worker-1-1', 'worker-1-2']);
  });

  it('has no books before they are open', () => {
    expect(() => session().made.books).toThrow('before they are open');
  });
});
