import { randomUUID } from 'node:crypto';
import { type Books, type Cents, type Day, type Decimal4, type DocumentKind, ownById } from './books.ts';
import { json, plain, Refusal, type Reply, type XeroRequest } from './exchange.ts';

/** An object of a body, of which nothing is known yet. */
export type Given = Readonly<Record<string, unknown>>;

export const EMPTY_ID = '00000000-0000-0000-0000-000000000000';

/** Xero's way of writing an instant. */
export const stamp = (instant: string): string => `/Date(${Date.parse(instant)}+0000)/`;

/** Xero's two ways of writing a day: as an instant, and to read. */
export const dated = (name: string, day: Day | undefined): Given =>
  day === undefined ? {} : { [name]: stamp(day), [`${name}String`]: `${day}T00:00:00` };

export const decimal = (amount: Cents): number => amount / 100;

export const decimal4 = (value: Decimal4): number => value / 10_000;

/** `2026-11-01`, also out of `2026-11-01T00:00:00` and `/Date(1793491200000+0000)/`. Undefined for what is no day. */
export function dayOf(value: unknown): Day | undefined {
  if (typeof value !== 'string') return undefined;
  const millis = /^\/Date\((-?\d+)/.exec(value)?.[1];
  const text = millis === undefined ? value.slice(0, 10) : new Date(Number(millis)).toISOString().slice(0, 10);
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A 200 with one list in it. */
export function listed({ now }: Pick<Books, 'now'>, name: string, elements: readonly unknown[], more: Given = {}): Reply {
  return json(200, {
    Id: randomUUID(),
    Status: 'OK',
    ProviderName: 'Rebill',
    DateTimeUTC: `/Date(${now.getTime()})/`,
    ...more,
    [name]: elements,
  });
}

/** How Xero says no to a request as a whole. */
export function problem(status: number, title: string, detail: string): Reply {
  return json(status, { Type: null, Title: title, Status: status, Detail: detail, Instance: randomUUID(), Extensions: {} });
}

export const notFound = (): Reply => plain(404, "The resource you're looking for cannot be found");

export const badRequest = (number: number, type: string, message: string): Reply =>
  json(400, { ErrorNumber: number, Type: type, Message: message });

export const validationException = (elements: readonly unknown[]): Reply =>
  json(400, { ErrorNumber: 10, Type: 'ValidationException', Message: 'A validation exception occurred', Elements: elements });

/** The objects of a body: `{"Invoices": […]}`, a bare list, or one alone. */
export function elementsOf({ body }: XeroRequest, name: string): readonly Given[] {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new Refusal(badRequest(14, 'PostDataInvalidException', 'JSON for post data was invalid'));
  }
  const list = isObject(value) && name in value ? value[name] : value;
  const elements = Array.isArray(list) ? (list as unknown[]) : [list];
  if (elements.every(isObject)) return elements;
  throw new Refusal(badRequest(14, 'PostDataInvalidException', 'JSON for post data was invalid'));
}

export const isObject = (value: unknown): value is Given => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A document by its id or its number. */
export function documentAt(books: Books, kind: DocumentKind, key: string) {
  const byId = ownById(books, 'documents', key);
  if (byId?.kind === kind) return byId;
  return books.records
    .all('documents')
    .find((one) => one.tenantId === books.organisation.tenantId && one.kind === kind && sameText(one.number, key));
}

export const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** `page` and `pageSize` of the query, as far as the request asks for pages at all. */
export function paged<T>(all: readonly T[], query: URLSearchParams): { readonly items: readonly T[]; readonly more: Given } {
  if (!query.has('page')) return { items: all, more: {} };
  const page = Math.max(1, Math.trunc(Number(query.get('page'))) || 1);
  const pageSize = Math.min(1000, Math.max(1, Math.trunc(Number(query.get('pageSize') ?? 100)) || 100));
  const pagination = { page, pageSize, pageCount: Math.ceil(all.length / pageSize), itemCount: all.length };
  return { items: all.slice((page - 1) * pageSize, page * pageSize), more: { pagination } };
}
