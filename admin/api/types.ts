import type { paths } from '../generated/openapi.d.ts';

type Method = 'get' | 'post' | 'put' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;

/** What a success of an operation answers. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? { [S in keyof R & (200 | 201 | 202)]: R[S] extends { content: { 'application/json': infer B } } ? B : never }[keyof R &
        (200 | 201 | 202)]
    : never;

/** What an operation is told. */
export type Body<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: { content: { 'application/json': infer B } } } ? B : never;

/** The settings, once set-up is finished. */
export type Account = Extract<Answer<'/v1/account', 'get'>, { setUp: true }>;
export type SettingsBody = Body<'/v1/account', 'put'>;
export type PdfDraft = Body<'/v1/previews/pdf', 'post'>;
export type Invoice = Answer<'/v1/invoices', 'get'>['items'][number];
export type FullInvoice = Answer<'/v1/invoices/{invoiceId}', 'get'>;
export type Status = Invoice['status'];
export type Customer = Answer<'/v1/customers/{customerId}', 'get'>;
export type Service = Answer<'/v1/customers/{customerId}/services', 'get'>['items'][number];
export type Charge = Answer<'/v1/customers/{customerId}/charges', 'get'>['items'][number];
export type Summary = Answer<'/v1/months/{month}/summary', 'get'>;
export type Run = Answer<'/v1/runs/{month}', 'get'>;
export type Preview = Answer<'/v1/runs/{month}/preview', 'get'>;
export type Xero = Answer<'/v1/xero', 'get'>;
export type Months = Answer<'/v1/months', 'get'>;
