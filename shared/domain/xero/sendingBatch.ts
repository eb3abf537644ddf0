import { changeInvoice, keyOf } from '../changing.ts';
import { digestOf } from '../digest.ts';
import type { Invoice } from '../invoice.ts';
import { inParallel } from '../parallel.ts';
import { kindOf } from './batching.ts';
import { foundUnder, lookUp, type Missing, outcomeOf, settled } from './lookingUp.ts';
import type { Answer, Taken } from './ports.ts';
import type { Prepared } from './preparing.ts';
import { recordFreed, recordRefused, recordUploaded } from './recording.ts';
import { refusalOf, saysTaken } from './refusals.ts';
import type { Session } from './session.ts';
import { sparing } from './stumbling.ts';
import { inDoubt, isClaimedBy, sending } from './uploadLife.ts';

/** Headers written at once. */
const WIDTH = 16;

/**
 * Sends one batch and writes down what became of each. Every header says so before Xero is asked: whoever finds it after a crash looks in
 * Xero first. One that Xero refuses holds up none of the others.
 */
export async function sendBatch(batch: readonly Prepared[], session: Session): Promise<void> {
  const fresh = kindOf(batch) === 'creditNote' ? await notYetThere(batch, session) : batch;
  const claimed = await claim(fresh, session);
  if (claimed.length === 0) return;
  const documents = claimed.map(({ document }) => document);
  const answer = await session.books.put(kindOf(claimed), documents, await keyOfBatch(claimed));
  session.heard(answer, 'write');
  // Nothing of the batch is at fault: in smaller company it would fare no better.
  if (isBarred(answer))
    session.hindered(`Xero does not let us enter ${kindOf(claimed) === 'creditNote' ? 'credit notes' : 'invoices'}: ${answer.words}`);
  const doubtful = await recorded(claimed, answer, session);
  // Xero said that a number is taken. That is certain now, so nobody needs to wait before looking whose it is.
  if (doubtful.length > 0) await lookUp(doubtful, session, takenBySomethingElse);
}

/** Taken, and yet no sales document of that kind is there: nothing that trying again would change. */
const takenBySomethingElse: Missing = (invoice, session) =>
  recordRefused(
    invoice,
    refusalOf([`Xero says that ${invoice.number} is taken, but shows nothing under it: the number must be unique`]),
    session,
  );

/** Xero may keep two credit notes of one number, so they are looked for before, not after. */
async function notYetThere(batch: readonly Prepared[], session: Session): Promise<readonly Prepared[]> {
  const found = await foundUnder(
    batch.map(({ invoice }) => invoice),
    session,
  );
  if (!found) return [];
  const fresh: Prepared[] = [];
  for (const each of batch) {
    const { contactId } = each.document;
    await sparing(each.invoice, session, async () => {
      const outcome = await outcomeOf(each.invoice, contactId, found, session);
      if (outcome.state === 'none') fresh.push(each);
      else await settled(each.invoice, contactId, outcome, session);
    });
  }
  return fresh;
}

/** Those that this worker may send: still waiting, in the attempt for which they were prepared. */
async function claim(batch: readonly Prepared[], session: Session): Promise<readonly Prepared[]> {
  const claimed = new Map<Prepared, Prepared>();
  await inParallel(batch, WIDTH, async (each) => {
    const { attempt } = each.invoice.xero ?? {};
    const invoice = await changeInvoice(session.ports.invoices, keyOf(each.invoice), (read) =>
      read.xero?.state === 'waiting' && read.xero.attempt === attempt
        ? sending(read, session.token, each.document.contactId, session.now())
        : undefined,
    );
    if (isClaimedBy(invoice, session.token)) claimed.set(each, { ...each, invoice });
  });
  return batch.flatMap((each) => claimed.get(each) ?? []);
}

/**
 * Made of what is sent and of which attempt: the same request again is done once, and one that a person asked for anew, after mending
 * something in Xero, is not answered from Xero's memory.
 */
async function keyOfBatch(batch: readonly Prepared[]): Promise<string> {
  const text = JSON.stringify(batch.map(({ document, invoice }) => [invoice.xero?.attempt, invoice.accountId, document]));
  return digestOf(new TextEncoder().encode(text), 32);
}

/** Answers those of whose number Xero says that it is taken. */
async function recorded(batch: readonly Prepared[], answer: Answer<readonly Taken[]>, session: Session): Promise<readonly Invoice[]> {
  const results = new Map(answer.outcome === 'done' ? answer.value.map((each) => [each.number, each] as const) : []);
  const taken: Invoice[] = [];
  await inParallel(batch, WIDTH, async (each) => {
    const { invoice, document } = each;
    const result = results.get(document.number);
    if (isDoubtful(answer) || (answer.outcome === 'done' && !result)) return doubt(invoice, session);
    const words = isBarred(answer) ? undefined : wordsAgainst(result, answer, batch.length === 1);
    if (words && saysTaken(words)) return void taken.push(invoice);
    if (words) return recordRefused(invoice, refusalOf(words), session);
    if (!result?.taken) return recordFreed(invoice, answer.outcome === 'refused' && !isBarred(answer), session);
    return recordUploaded(invoice, { ...result, contactId: document.contactId }, false, session);
  });
  return taken;
}

/** Why Xero refuses this one; undefined when it does not, or when it refuses a whole batch that others are in. */
function wordsAgainst(result: Taken | undefined, answer: Answer<unknown>, alone: boolean): readonly string[] | undefined {
  if (result) return result.taken ? undefined : result.messages;
  return answer.outcome === 'refused' && alone ? [answer.words] : undefined;
}

const isBarred = (answer: Answer<unknown>): answer is Extract<Answer<unknown>, { outcome: 'refused' }> =>
  answer.outcome === 'refused' && answer.barred === true;

/** A key that Xero says is in use belongs to our own request, which may still be at work. */
const isDoubtful = (answer: Answer<unknown>): boolean =>
  answer.outcome === 'unknown' || (answer.outcome === 'refused' && /idempotency/i.test(answer.words));

async function doubt(invoice: Invoice, session: Session): Promise<void> {
  await changeInvoice(session.ports.invoices, keyOf(invoice), (read) =>
    isClaimedBy(read, session.token) ? inDoubt(read, session.now()) : undefined,
  );
}
