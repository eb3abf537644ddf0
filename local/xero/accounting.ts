import { answerAttachments } from './attachments.ts';
import type { Books, DocumentKind } from './books.ts';
import { getContact, getContacts, writeContacts } from './contacts.ts';
import { getDocument, getDocuments } from './documents.ts';
import { plain, Refusal, type Reply, segmentsOf, type XeroRequest } from './exchange.ts';
import { once } from './idempotency.ts';
import { accounts, brandingThemes, organisation, taxRates } from './settings.ts';
import { notFound } from './wire.ts';
import { writeDocuments } from './writing.ts';

/** Larger ones are cut off before they are read. */
const LARGEST_BODY_BYTES = 3.5 * 1024 * 1024;

/** What a call needs of the person's consent; the same with `.read` is enough to look. */
export function scopeOf(path: string): string {
  if (/\/Attachments(\/|$)/.test(path)) return 'accounting.attachments';
  if (/\/(Invoices|CreditNotes)(\/|$)/.test(path)) return 'accounting.invoices';
  return /\/Contacts(\/|$)/.test(path) ? 'accounting.contacts' : 'accounting.settings';
}

/** `/api.xro/2.0/…`, for one who may. What is refused is not written. */
export function answerAccounting(books: Books, request: XeroRequest): Reply {
  const { records, organisation: ours, now } = books;
  const attaches = scopeOf(request.path) === 'accounting.attachments';
  if (!attaches && request.body.length > LARGEST_BODY_BYTES) return plain(413);
  return once(records, ours.tenantId, request, now, () => {
    try {
      return dispatch(books, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      records.rollback();
      return error.reply;
    }
  });
}

function dispatch(books: Books, request: XeroRequest): Reply {
  const [, , resource = '', id, inner, name] = segmentsOf(request);
  const reads = request.method === 'GET';
  if (resource === 'Invoices' || resource === 'CreditNotes') return documents(books, resource, [id, inner, name], request);
  if (resource === 'Contacts') {
    if (id) return reads ? (getContact(books, id) ?? notFound()) : plain(405);
    return reads ? getContacts(books, request) : writes(request) ? writeContacts(books, request) : plain(405);
  }
  const setting = SETTINGS[resource];
  if (!setting || id) return notFound();
  return reads ? setting(books) : plain(405);
}

const SETTINGS: Readonly<Record<string, (books: Books) => Reply>> = {
  Organisation: organisation,
  Accounts: accounts,
  TaxRates: taxRates,
  BrandingThemes: brandingThemes,
};

const writes = ({ method }: XeroRequest) => method === 'PUT' || method === 'POST';

type Place = readonly [id: string | undefined, inner: string | undefined, name: string | undefined];

function documents(books: Books, kind: DocumentKind, [id, inner, name]: Place, request: XeroRequest): Reply {
  const reads = request.method === 'GET';
  if (!reads && !writes(request)) return plain(405);
  if (!id) return reads ? getDocuments(books, kind, request) : writeDocuments(books, kind, request);
  if (inner === 'Attachments') return reads || name ? answerAttachments(books, kind, id, name, request) : plain(405);
  if (inner) return notFound();
  return reads ? getDocument(books, kind, id, request) : plain(405);
}
