import { describe, expect, it } from 'vitest';
import { accounting } from '../../../shared/xero/accounting.ts';
import { canaries } from '../../support/canaries.ts';
import { fastTimeouts } from '../../support/fastTimeouts.ts';
import { answering, breakOff, hangUp, scriptedXero, silence } from '../../support/scriptedServer.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJUV0VFVC1UV0VFVCJ9.c2lnbmF0dXJl+/=';
const BUYER = 'Canary Customer Pty Ltd';
const { heard } = canaries(TOKEN, BUYER);

const xero = scriptedXero();

const books = accounting.open({ token: TOKEN, organisationId: 'organisation' });
const write = async () => heard(await books.createContacts([{ name: BUYER, number: 'canary', address: [] }], 'key').catch(heard));
const read = async () => heard(await books.accounts().catch(heard));

const problem = (status: number, title: string, detail: string | null) => ({
  Type: null,
  Title: title,
  Status: status,
  Detail: detail,
  Instance: '6a7f1b4e',
  Extensions: {},
});

describe('too much at a time', () => {
  it.each([
    ['minute', '42', 'minute', 42],
    ['Minute', undefined, 'minute', 60],
    ['day', '3600', 'day', 3600],
    ['daily', undefined, 'day', 60],
    ['day', '900000', 'day', 86_400],
    ['appminute', '7', 'app', 7],
    ['AppMinute', undefined, 'app', 60],
    ['concurrent', undefined, 'concurrent', 1],
    ['Concurrent', '3', 'concurrent', 3],
    [undefined, '0.2', 'minute', 1],
    [undefined, 'Wed, 01 Jul 2026 00:00:00 GMT', 'minute', 60],
    [undefined, '-5', 'minute', 60],
    [undefined, '0', 'minute', 60],
  ] as const)('by the limit of %s, Retry-After %s, is %s for %i seconds', async (problem, after, limit, seconds) => {
    const headers = { ...(problem ? { 'X-Rate-Limit-Problem': problem } : {}), ...(after ? { 'Retry-After': after } : {}) };
    xero.answer = answering(429, '', headers);
    expect(await write()).toEqual({ outcome: 'limited', limit, seconds });
    expect(xero.asked.length).toBe(1);
  });
});

describe('a token that Xero does not accept', () => {
  it.each([
    [
      401,
      problem(401, 'Unauthorized', 'TokenExpired: token expired at 07/01/2026 00:17:23'),
      'TokenExpired: token expired at 07/01/2026 00:17:23',
    ],
    [403, problem(403, 'Forbidden', 'AuthenticationUnsuccessful'), 'AuthenticationUnsuccessful'],
    [401, '', 'Xero answered 401 and did not say why'],
  ])('is told as such: %i', async (status, body, words) => {
    xero.answer = answering(status, body);
    expect(await read()).toEqual({ outcome: 'unauthorised', words });
  });
});

describe('a request that Xero refuses', () => {
  const validation = {
    ErrorNumber: 10,
    Type: 'ValidationException',
    Message: 'A validation exception occurred',
    Elements: [
      { ContactID: '', ValidationErrors: [{ Message: 'Email address must be valid.' }, { Message: 'Name is too long.' }] },
      { ContactID: '', ValidationErrors: [{ Message: 'Email address must be valid.' }] },
      { ContactID: '' },
    ],
  };
  it.each([
    [400, validation, 'A validation exception occurred; Email address must be valid.; Name is too long.'],
    [400, { ErrorNumber: 14, Type: 'PostDataInvalidException', Message: 'Invalid Json data' }, 'Invalid Json data'],
    [400, problem(400, 'Bad Request', null), 'Bad Request'],
    [404, "The resource you're looking for cannot be found", 'Xero answered 404 and did not say why'],
    [412, { Message: 'Precondition\r\n  failed' }, 'Precondition failed'],
    [413, '<html>Request Entity Too Large</html>', 'Xero answered 413 and did not say why'],
    [400, { Message: 7, Elements: 'x' }, 'Xero answered 400 and did not say why'],
    [400, { Message: 'x'.repeat(600) }, 'x'.repeat(500)],
  ])('is refused in its own words: %i', async (status, body, words) => {
    xero.answer = answering(status, body);
    expect(await write()).toEqual({ outcome: 'refused', words });
    expect(xero.asked.length).toBe(1);
  });

  it.each([402, 403])('is barred when it is for who asks, or what he pays for, and not for what was asked: %i', async (status) => {
    const words = 'The organisation is not on a plan for this';
    xero.answer = answering(status, problem(status, 'Forbidden', words));
    expect(await write()).toEqual({ outcome: 'refused', words, barred: true });
  });

  it('does not quote our token, even when Xero does', async () => {
    xero.answer = answering(400, { Message: `Bad header: Bearer ${TOKEN}`, Elements: [{ ValidationErrors: [{ Message: `${TOKEN}?` }] }] });
    expect(await write()).toEqual({ outcome: 'refused', words: 'Bad header: Bearer …; …?' });
    xero.answer = answering(200, {
      Contacts: [{ ContactNumber: 'canary', HasErrors: true, ValidationErrors: [{ Message: `No: ${TOKEN}` }] }],
    });
    expect(await write()).toMatchObject({ value: [{ messages: ['No: …'] }] });
  });
});

describe('a request of which nobody knows whether Xero did it', () => {
  const broke = 'The connection to Xero broke before it answered';
  const unreadable = "Xero's answer could not be read";
  it.each([
    ['the connection broke', hangUp, broke],
    ['the answer broke off', breakOff, unreadable],
    ['Xero failed', answering(500, { Message: `An error occurred with ${BUYER}` }), 'Xero answered 500'],
    ['the organisation is offline', answering(503, 'The Organisation is offline'), 'Xero answered 503'],
    ['a server in between gave up', answering(504, '<html>'), 'Xero answered 504'],
    ['a server in between waited in vain', answering(408, ''), 'Xero answered 408'],
    ['it is sent elsewhere', answering(302, '', { location: 'http://127.0.0.1:1/' }), 'Xero answered 302'],
    ['the answer is no JSON', answering(200, `<html>${BUYER}</html>`), unreadable],
    ['the answer is empty', answering(200, ''), unreadable],
    ['the answer is half of one', answering(200, '{"Contacts":[{"ContactNumber":"canary"'), unreadable],
    ['the answer is another', answering(200, { Invoices: [] }), unreadable],
    ['the answer is no list', answering(200, { Contacts: 'none' }), unreadable],
    ['the answer is null', answering(200, 'null'), unreadable],
  ])('is asked for exactly once: %s', async (_, how, words) => {
    xero.answer = how;
    expect(await write()).toEqual({ outcome: 'unknown', words });
    expect(xero.asked.length).toBe(1);
  });

  it('is one when no answer comes in time, which is a minute for what writes and half a minute for what reads', async () => {
    const limits = fastTimeouts();
    xero.answer = silence;
    expect(await Promise.all([write(), read()])).toEqual([
      { outcome: 'unknown', words: 'Xero did not answer within 60 seconds' },
      { outcome: 'unknown', words: 'Xero did not answer within 20 seconds' },
    ]);
    expect([xero.asked.length, limits.toSorted()]).toEqual([2, [20_000, 60_000]]);
  });

  it('is one when the answer trickles in for ever', async () => {
    fastTimeouts();
    xero.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drop = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drop));
    };
    expect(await read()).toEqual({ outcome: 'unknown', words: 'Xero did not answer within 20 seconds' });
  });

  it('is one when nobody listens there', async () => {
    const there = process.env.XERO_API_URL;
    process.env.XERO_API_URL = 'http://127.0.0.1:1';
    expect(await write()).toEqual({ outcome: 'unknown', words: broke });
    process.env.XERO_API_URL = there;
  });
});
