import { expect, test } from 'vitest';
import { routerOf } from '../../../local/gateway/routes.ts';

const KEYS = [
  'GET /v1/invoices/{invoiceId}',
  'GET /v1/invoices/previous',
  'POST /v1/invoices/{invoiceId}/send',
  'GET /v1/invoices',
  'GET /v1/{proxy+}',
  'ANY /v1/invoices/{invoiceId}',
  'DELETE /v1/customers/{customerId}/flags/{address}',
];
const route = routerOf(
  KEYS.map((key) => {
    const [method = '', path = ''] = key.split(' ');
    return { method, path, key, function: 'f', scopes: [] };
  }),
);
const found = (method: string, path: string) => {
  const match = route(method, path);
  return match && [match.route.key, match.parameters];
};

test.each([
  ['GET', '/v1/invoices/previous', 'GET /v1/invoices/previous', {}],
  ['GET', '/v1/invoices/2026-11_c1', 'GET /v1/invoices/{invoiceId}', { invoiceId: '2026-11_c1' }],
  ['DELETE', '/v1/invoices/1', 'ANY /v1/invoices/{invoiceId}', { invoiceId: '1' }],
  ['POST', '/v1/invoices/1/send', 'POST /v1/invoices/{invoiceId}/send', { invoiceId: '1' }],
  ['GET', '/v1/other/deep/path', 'GET /v1/{proxy+}', { proxy: 'other/deep/path' }],
  [
    'DELETE',
    '/v1/customers/c/flags/a%2Bb%40c.example',
    'DELETE /v1/customers/{customerId}/flags/{address}',
    { customerId: 'c', address: 'a+b@c.example' },
  ],
])('%s %s goes to %s', (method, path, key, parameters) => expect(found(method, path)).toEqual([key, parameters]));

test.each([
  ['PATCH', '/v2'],
  ['POST', '/v1/invoices'],
  ['POST', '/v1/invoices//send'],
  ['GET', '/v1'],
  ['GET', '/v1/'],
  ['DELETE', '/v1/customers/c/flags/%'],
])('%s %s goes nowhere', (method, path) => expect(found(method, path)).toBeUndefined());
