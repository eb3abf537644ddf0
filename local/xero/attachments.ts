import { type Attachment, type Books, type DocumentKind, own } from './books.ts';
import type { Reply, XeroRequest } from './exchange.ts';
import { documentAt, type Given, listed, notFound, sameText, validationException } from './wire.ts';

export const LARGEST_ATTACHMENT_BYTES = 25 * 1024 * 1024;
const MOST_ATTACHMENTS = 10;

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  csv: 'text/csv',
  txt: 'text/plain',
};

/** `{Invoices|CreditNotes}/{id}/Attachments[/{name}]` */
export function answerAttachments(books: Books, kind: DocumentKind, key: string, name: string | undefined, request: XeroRequest): Reply {
  const document = documentAt(books, kind, key);
  if (!document) return notFound();
  const attached = [...own(books, 'attachments').filter(({ documentId }) => documentId === document.id)];
  const list = (some: readonly Attachment[]) =>
    listed(
      books,
      'Attachments',
      some.map((one) => view(books, kind, one)),
    );
  if (request.method === 'GET' && name === undefined) return list(attached);
  const known = attached.find(({ fileName }) => name !== undefined && sameText(fileName, name));
  if (request.method === 'GET') return known ? content(books, known) : notFound();
  const fault = faultOf(name ?? '', request.body, known ? attached.length - 1 : attached.length);
  if (fault) return validationException([{ ValidationErrors: [{ Message: fault }] }]);
  // A file of the same name takes the place of the one that is there.
  const attachment: Attachment = {
    ...{ attachmentId: known?.attachmentId ?? books.newId(), tenantId: books.organisation.tenantId, documentId: document.id },
    ...{ fileName: name ?? '', mimeType: TYPES[extensionOf(name ?? '')] ?? 'application/octet-stream', bytes: request.body.length },
    includeOnline: request.query.get('IncludeOnline') === 'true',
  };
  books.records.storage.saveFile(attachment.attachmentId, request.body);
  books.records.put('attachments', attachment.attachmentId, attachment);
  return list([attachment]);
}

function faultOf(name: string, { length }: Buffer, others: number): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  if (!name || name.length > 255 || /[<>:"/\\|?*\u0000-\u001f]/.test(name)) return 'The file name contains invalid characters.';
  if (!extensionOf(name)) return 'The file name must have an extension.';
  if (length === 0) return 'The file is empty.';
  if (length > LARGEST_ATTACHMENT_BYTES) return 'The file exceeds the maximum size of 25MB.';
  return others >= MOST_ATTACHMENTS ? `A document can have at most ${MOST_ATTACHMENTS} attachments.` : undefined;
}

const extensionOf = (name: string) => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';

function content({ records }: Books, { attachmentId, mimeType }: Attachment): Reply {
  const body = records.storage.file(attachmentId);
  return body ? { status: 200, headers: { 'content-type': mimeType }, body } : notFound();
}

function view(
  { origin }: Books,
  kind: DocumentKind,
  { attachmentId, documentId, fileName, mimeType, bytes, includeOnline }: Attachment,
): Given {
  return {
    ...{ AttachmentID: attachmentId, FileName: fileName, MimeType: mimeType, ContentLength: bytes, IncludeOnline: includeOnline },
    Url: `${origin}/api.xro/2.0/${kind}/${documentId}/Attachments/${encodeURIComponent(fileName)}`,
  };
}
