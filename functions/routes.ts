/**
 * Every endpoint of the API. API Gateway (lib/api.ts), the local host and openapi.json are all made from this list,
 * so a path exists in all three or in none. `file` is the Lambda: `functions/<file>.ts`.
 *
 * `role` is the least a caller must be: a `viewer` reads and downloads, `billing` may do everything,
 * `anyone` needs no token at all.
 */
export type Role = 'billing' | 'viewer';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Route = { readonly method: Method; readonly path: string; readonly file: string; readonly role: Role | 'anyone' };

const CUSTOMER = '/v1/customers/{customerId}';
const INVOICE = '/v1/invoices/{invoiceId}';
const XERO = '/v1/xero';
const SENDER = '/v1/sender';

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/v1/health', file: 'api/health', role: 'anyone' },
  { method: 'GET', path: '/v1/openapi.json', file: 'api/openApi', role: 'anyone' },

  { method: 'GET', path: '/v1/account', file: 'api/readAccount', role: 'viewer' },
  { method: 'PUT', path: '/v1/account', file: 'api/saveAccount', role: 'billing' },
  { method: 'PUT', path: '/v1/account/logo', file: 'api/saveLogo', role: 'billing' },
  { method: 'DELETE', path: '/v1/account/logo', file: 'api/removeLogo', role: 'billing' },

  { method: 'GET', path: SENDER, file: 'api/readSender', role: 'viewer' },
  { method: 'POST', path: SENDER, file: 'api/verifySender', role: 'billing' },
  { method: 'POST', path: `${SENDER}/test`, file: 'api/sendTestEmail', role: 'billing' },

  { method: 'POST', path: '/v1/previews/pdf', file: 'api/previewPdf', role: 'viewer' },
  { method: 'POST', path: '/v1/previews/email', file: 'api/previewEmail', role: 'viewer' },

  { method: 'GET', path: '/v1/customers', file: 'api/listCustomers', role: 'viewer' },
  { method: 'POST', path: '/v1/customers', file: 'api/createCustomer', role: 'billing' },
  { method: 'GET', path: CUSTOMER, file: 'api/readCustomer', role: 'viewer' },
  { method: 'PUT', path: CUSTOMER, file: 'api/saveCustomer', role: 'billing' },
  { method: 'DELETE', path: CUSTOMER, file: 'api/removeCustomer', role: 'billing' },
  { method: 'DELETE', path: `${CUSTOMER}/flags/{address}`, file: 'api/clearFlag', role: 'billing' },

  { method: 'GET', path: `${CUSTOMER}/services`, file: 'api/listServices', role: 'viewer' },
  { method: 'POST', path: `${CUSTOMER}/services`, file: 'api/createService', role: 'billing' },
  { method: 'PUT', path: `${CUSTOMER}/services/{serviceId}`, file: 'api/saveService', role: 'billing' },
  { method: 'DELETE', path: `${CUSTOMER}/services/{serviceId}`, file: 'api/removeService', role: 'billing' },

  { method: 'GET', path: `${CUSTOMER}/charges`, file: 'api/listCharges', role: 'viewer' },
  { method: 'POST', path: `${CUSTOMER}/charges`, file: 'api/createCharge', role: 'billing' },
  { method: 'PUT', path: `${CUSTOMER}/charges/{chargeId}`, file: 'api/saveCharge', role: 'billing' },
  { method: 'DELETE', path: `${CUSTOMER}/charges/{chargeId}`, file: 'api/removeCharge', role: 'billing' },

  { method: 'POST', path: `${CUSTOMER}/estimate`, file: 'api/estimate', role: 'viewer' },

  { method: 'POST', path: '/v1/imports/customers', file: 'api/importCustomers', role: 'billing' },
  { method: 'POST', path: '/v1/imports/services', file: 'api/importServices', role: 'billing' },

  { method: 'GET', path: '/v1/invoices', file: 'api/listInvoices', role: 'viewer' },
  { method: 'GET', path: '/v1/invoices/previous', file: 'api/previousInvoices', role: 'viewer' },
  { method: 'GET', path: INVOICE, file: 'api/readInvoice', role: 'viewer' },
  { method: 'POST', path: `${INVOICE}/send`, file: 'api/sendInvoice', role: 'billing' },
  { method: 'POST', path: `${INVOICE}/cancel`, file: 'api/cancelInvoice', role: 'billing' },
  { method: 'POST', path: `${INVOICE}/repair`, file: 'api/repairInvoice', role: 'billing' },
  { method: 'GET', path: `${INVOICE}/pdf`, file: 'api/downloadPdf', role: 'viewer' },
  { method: 'GET', path: `${INVOICE}/csv`, file: 'api/downloadCsv', role: 'viewer' },
  { method: 'POST', path: `${INVOICE}/upload`, file: 'api/uploadInvoice', role: 'billing' },

  { method: 'GET', path: '/v1/months', file: 'api/listMonths', role: 'viewer' },
  { method: 'GET', path: '/v1/months/{month}/csv', file: 'api/downloadMonth', role: 'viewer' },
  { method: 'GET', path: '/v1/months/{month}/summary', file: 'api/monthSummary', role: 'viewer' },
  { method: 'POST', path: '/v1/months/{month}/upload', file: 'api/uploadMonth', role: 'billing' },

  { method: 'GET', path: '/v1/runs/{month}', file: 'api/readRun', role: 'viewer' },
  { method: 'POST', path: '/v1/runs/{month}', file: 'api/startRun', role: 'billing' },
  { method: 'GET', path: '/v1/runs/{month}/preview', file: 'api/previewRun', role: 'viewer' },

  { method: 'GET', path: XERO, file: 'api/readXero', role: 'viewer' },
  { method: 'POST', path: `${XERO}/connect`, file: 'api/connectXero', role: 'billing' },
  // Xero sends the browser here, which brings no token: the state that it carries is the proof.
  { method: 'GET', path: `${XERO}/callback`, file: 'api/xeroCallback', role: 'anyone' },
  { method: 'POST', path: `${XERO}/organisation`, file: 'api/chooseOrganisation', role: 'billing' },
  { method: 'DELETE', path: XERO, file: 'api/disconnectXero', role: 'billing' },
  { method: 'GET', path: `${XERO}/choices`, file: 'api/xeroChoices', role: 'viewer' },
  { method: 'GET', path: `${XERO}/contacts`, file: 'api/xeroContacts', role: 'viewer' },
];
