import { changeInvoice, keyOf } from '../changing.ts';
import type { Invoice } from '../invoice.ts';
import { inParallel } from '../parallel.ts';
import { Problem } from '../problem.ts';
import { AT_ONCE } from './pace.ts';
import type { Answer, DocumentKind } from './ports.ts';
import type { Session } from './session.ts';
import { sparing } from './stumbling.ts';
import type { Attachment } from './upload.ts';
import { withPdf } from './uploadLife.ts';

/** The invoice's PDF, the very one that is emailed. @throws Problem when it cannot be made */
export type Draw = (invoice: Invoice) => Promise<{ readonly name: string; readonly content: Uint8Array }>;

const FEW_LEFT = 'Few of the day’s calls that Xero allows are left: they are kept for invoices, and PDFs are attached later';

type Document = { readonly kind: DocumentKind; readonly id: string };

/** Attaches the PDFs that wait for it: a call each, so they come when all invoices are there. */
export async function attachAll(invoices: readonly Invoice[], draw: Draw, session: Session): Promise<void> {
  await inParallel(invoices, AT_ONCE, async (invoice) => {
    if (session.isStopped() || session.isLate()) return;
    if (session.holdsPdfs()) session.trouble ??= FEW_LEFT;
    else await sparing(invoice, session, () => attach(invoice, draw, session));
  });
}

/** Said before it is done: after a crash it is looked for first, so that nothing depends on what Xero makes of two files of one name. */
async function attach(invoice: Invoice, draw: Draw, session: Session): Promise<void> {
  const { pdf, id } = invoice.xero ?? {};
  if (!pdf || !id) return;
  const document = { kind: invoice.kind, id };
  const file = await drawn(invoice, draw, session);
  if (!file) return;
  if (pdf.state === 'sending') {
    const there = await session.books.attachments(document);
    session.heard(there);
    if (there.outcome === 'refused') return note(invoice, { state: 'failed', words: unseen(there.words) }, session);
    if (there.outcome !== 'done') return;
    if (there.value.includes(file.name)) return note(invoice, { state: 'attached' }, session);
  } else {
    await note(invoice, { state: 'sending' }, session);
  }
  await record(invoice, await send(document, file, session), session);
}

const unseen = (words: string): string => `Xero does not show whether it is there (${words}). Look there; if it is not, upload it again`;

async function send(document: Document, file: Awaited<ReturnType<Draw>>, session: Session): Promise<Answer<void>> {
  const answer = await session.books.attach(document, file, session.freshKey());
  session.heard(answer, 'write');
  return answer;
}

/** What no answer came to stays `sending`; what Xero certainly has not got waits again. */
async function record(invoice: Invoice, answer: Answer<void>, session: Session): Promise<void> {
  if (answer.outcome === 'done') return note(invoice, { state: 'attached' }, session);
  if (answer.outcome === 'refused') return note(invoice, { state: 'failed', words: answer.words }, session);
  if (answer.outcome !== 'unknown') return note(invoice, { state: 'waiting' }, session);
}

async function drawn(invoice: Invoice, draw: Draw, session: Session): Promise<Awaited<ReturnType<Draw>> | undefined> {
  try {
    return await draw(invoice);
  } catch (error) {
    // An outage of ours is not the invoice's fault: it is tried again.
    if (!(error instanceof Problem)) throw error;
    await note(invoice, { state: 'failed', words: error.message }, session);
    return undefined;
  }
}

async function note(invoice: Invoice, pdf: Attachment, session: Session): Promise<void> {
  await changeInvoice(session.ports.invoices, keyOf(invoice), (read) =>
    read.xero?.state === 'uploaded' && read.xero.pdf && read.xero.pdf.state !== pdf.state ? withPdf(read, pdf, session.now()) : undefined,
  );
}
