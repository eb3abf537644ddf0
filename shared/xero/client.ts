import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { AccountingApi } from 'xero-node/dist/gen/api/accountingApi.js';
import type { Contact } from 'xero-node/dist/gen/model/accounting/contact.js';
import type { CreditNote } from 'xero-node/dist/gen/model/accounting/creditNote.js';
import type { Invoice } from 'xero-node/dist/gen/model/accounting/invoice.js';
import { config } from '../config.ts';
import type { Accounting, DocumentKind } from '../domain/xero/ports.ts';

/**
 * The one file that knows xero-node: what its calls are named, in which order their arguments stand, and what it does with an answer.
 * It is used for what goes out. What comes back is taken as text before xero-node sees it, because it throws on answers that Xero gives
 * after having written, makes dates of descriptions that look like one, and rejects with a text that holds the whole request.
 */

/** Of the whole call, to the last byte of the answer. Xero may be at a batch of fifty for a good part of a minute. */
const READ_MS = 20_000;
const WRITE_MS = 60_000;

export type Access = Parameters<Accounting['open']>[0];

/** What Xero said, whatever it said; or that nothing was heard, and whether that was for want of time. */
export type Reply =
  | { readonly heard: true; readonly status: number; readonly text: string; header(name: string): string | undefined }
  | { readonly heard: false; readonly lateAfterMs?: number };

/**
 * A model of xero-node as it goes over the wire. What it is for is the names: xero-node drops in silence a field whose name it does not
 * know. It declares enumerations as numbers, though they are texts.
 */
type Written<T> = T extends Date | string | boolean
  ? T
  : T extends number
    ? number | string
    : T extends readonly (infer E)[]
      ? readonly Written<E>[]
      : { readonly [K in keyof T]?: Written<T[K]> | undefined };

export type InvoiceBody = Written<Invoice>;
export type CreditNoteBody = Written<CreditNote>;
export type ContactBody = Written<Contact>;

type Call = (api: AccountingApi, organisation: string) => Promise<unknown>;

/** One request to Xero. It is not repeated, follows no redirection and knows no proxy; none of xero-node's own answer or error is looked at. */
async function ask(access: Access, limitMs: number, call: Call, agents: object = {}): Promise<Reply> {
  const signal = AbortSignal.timeout(limitMs);
  let reply: Reply | undefined;
  const hear = (text: unknown, headers: Readonly<Record<string, unknown>>, status = 0) => {
    const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
    const header = (name: string) => named.get(name);
    reply = { heard: true, status, text: typeof text === 'string' ? text : '', header };
    return text;
  };
  const api = new AccountingApi(`${config.xeroApiUrl()}/api.xro/2.0`);
  api.accessToken = access.token;
  // The only place where a request can be given a manner of its own; axios, which sends it, has defaults for all calls of the process.
  // Every status is as good as another to it, so that no error with the request in it is made.
  api.setDefaultAuthentication({
    applyToRequest: (request) =>
      void Object.assign(request, {
        signal,
        proxy: false,
        maxRedirects: 0,
        validateStatus: () => true,
        transformResponse: hear,
        ...agents,
      }),
  });
  await call(api, access.organisationId).catch(() => undefined);
  return reply ?? { heard: false, ...(signal.aborted ? { lateAfterMs: limitMs } : {}) };
}

/** What is asked of Xero, in xero-node's terms. */
export function xeroUnder(access: Access) {
  const read = (call: Call) => ask(access, READ_MS, call);
  // A connection kept from an earlier call may have been cut while the function was frozen: nobody would know whether Xero had written.
  const write = (call: Call) => ask(access, WRITE_MS, call, { httpAgent: new Agent(), httpsAgent: new SecureAgent() });
  return {
    organisations: () => read((api, id) => api.getOrganisations(id)),
    accounts: () => read((api, id) => api.getAccounts(id)),
    taxRates: () => read((api, id) => api.getTaxRates(id)),
    brandingThemes: () => read((api, id) => api.getBrandingThemes(id)),

    contacts: (page: number, pageSize: number, { includeArchived, search }: { includeArchived: boolean; search?: string }) =>
      read((api, id) => api.getContacts(id, undefined, undefined, undefined, undefined, page, includeArchived, false, search, pageSize)),
    createContacts: (contacts: readonly ContactBody[], key: string) =>
      write((api, id) => api.createContacts(id, { contacts: contacts as Contact[] }, false, key)),
    changeContacts: (contacts: readonly ContactBody[], key: string) =>
      write((api, id) => api.updateOrCreateContacts(id, { contacts: contacts as Contact[] }, false, key)),

    createInvoices: (invoices: readonly InvoiceBody[], key: string) =>
      write((api, id) => api.createInvoices(id, { invoices: invoices as Invoice[] }, false, UNIT_PLACES, key)),
    createCreditNotes: (creditNotes: readonly CreditNoteBody[], key: string) =>
      write((api, id) => api.createCreditNotes(id, { creditNotes: creditNotes as CreditNote[] }, false, UNIT_PLACES, key)),

    /** In pages, because without one Xero leaves the lines out. */
    invoices: (numbers: readonly string[], page: number, pageSize: number) =>
      read((api, id) =>
        api.getInvoices(id, ...NONE_OF_FOUR, [...numbers], ...NONE_OF_TWO, page, ...NONE_OF_TWO, UNIT_PLACES, undefined, pageSize),
      ),
    creditNotes: (where: string, page: number, pageSize: number) =>
      read((api, id) => api.getCreditNotes(id, undefined, where, undefined, page, UNIT_PLACES, pageSize)),

    attach: (kind: DocumentKind, document: string, { name, content }: { name: string; content: Uint8Array }, key: string) =>
      write((api, id) => {
        const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
        const as = { headers: { 'Content-Type': name.toLowerCase().endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream' } };
        return kind === 'invoice'
          ? api.createInvoiceAttachmentByFileName(id, document, name, bytes, true, key, as)
          : api.createCreditNoteAttachmentByFileName(id, document, name, bytes, true, key, as);
      }),
    attachments: (kind: DocumentKind, document: string) =>
      read((api, id) => (kind === 'invoice' ? api.getInvoiceAttachments(id, document) : api.getCreditNoteAttachments(id, document))),
  };
}

/** How many decimals of a unit price count; Xero would take two. */
const UNIT_PLACES = 4;

/** xero-node's arguments stand by position. */
const NONE_OF_TWO = [undefined, undefined] as const;
const NONE_OF_FOUR = [undefined, undefined, undefined, undefined] as const;
