import { expect, it } from 'vitest';
import { xeroVariables, xeroWanted } from '../../../local/xero/open.ts';

const ORIGIN = 'http://localhost:4102';

it('functions are sent to the stand-in, unless whoever starts the host has an app of their own at Xero', () => {
  const standIn = { XERO_LOGIN_URL: ORIGIN, XERO_IDENTITY_URL: ORIGIN, XERO_API_URL: ORIGIN, XERO_GO_URL: ORIGIN };
  expect(xeroVariables(xeroWanted({}), ORIGIN)).toEqual(standIn);
  expect(xeroVariables(xeroWanted({ XERO_CLIENT_ID: 'id' }), ORIGIN)).toEqual(standIn);
  const real = xeroWanted({ XERO_CLIENT_ID: 'id', XERO_CLIENT_SECRET: 'secret' });
  expect(real.client).toEqual({ clientId: 'id', clientSecret: 'secret' });
  expect(xeroVariables(real, ORIGIN)).toEqual({});
});

it('a single address that is named stands either way', () => {
  const named = { XERO_API_URL: 'https://api.example/' };
  expect(xeroVariables(xeroWanted(named), ORIGIN)).toMatchObject({ XERO_API_URL: 'https://api.example', XERO_GO_URL: ORIGIN });
  const real = xeroWanted({ ...named, XERO_CLIENT_ID: 'id', XERO_CLIENT_SECRET: 'secret' });
  expect(xeroVariables(real, ORIGIN)).toEqual({ XERO_API_URL: 'https://api.example' });
});
