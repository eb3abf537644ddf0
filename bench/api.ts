import { Agent, createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { handler as readCustomer } from '../functions/api/readCustomer.ts';
import { accounts } from '../shared/store/accounts.ts';
import { customers } from '../shared/store/customers.ts';
import { keys } from '../shared/store/table.ts';
import { aCustomer, anAccount } from '../test/support/builders.ts';
import { freshTable } from '../test/support/table.ts';
import { median, type Row } from './rows.ts';

const ROUNDS = 11;
const REQUESTS = 150;
const WARM_UP = 300;

/**
 * A whole request (reading a customer) through our endpoint, against a bare node:http server that reads the same two items and answers the
 * same JSON by hand. Both in this process, on the same embedded database.
 */
export async function apiOverhead(): Promise<Row[]> {
  const table = await freshTable();
  const account = await accounts.save(anAccount({ accountId: 'bench', revision: 0 }));
  const customer = await customers.save('bench', aCustomer({ customerId: 'bakery', revision: 0 }));
  const ours = await serving(throughHandler);
  const bare = await serving(byHand(table.name));
  try {
    await timesOf(ours, WARM_UP);
    await timesOf(bare, WARM_UP);
    const rounds: { ours: number; bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round % 2 === 0) rounds.push({ ours: median(await timesOf(ours, REQUESTS)), bare: median(await timesOf(bare, REQUESTS)) });
      else rounds.push({ bare: median(await timesOf(bare, REQUESTS)), ours: median(await timesOf(ours, REQUESTS)) });
    }
    const detail = `${(median(rounds.map((each) => each.ours)) / 1000).toFixed(0)} µs, by hand ${(median(rounds.map((each) => each.bare)) / 1000).toFixed(0)} µs (${account.accountId}/${customer.customerId})`;
    return [
      {
        name: 'API p50 / bare node:http with the same reads',
        ratio: median(rounds.map((each) => each.ours / each.bare)),
        target: 1.3,
        better: 'lower',
        detail,
      },
    ];
  } finally {
    ours.server.close();
    bare.server.close();
    await table.stop();
  }
}

const CLAIMS = { 'custom:account': 'bench', 'custom:role': 'billing', email: 'clerk@example.com', token_use: 'id' };

const throughHandler: RequestListener = (request, response) => {
  const event = {
    version: '2.0',
    rawPath: request.url,
    headers: request.headers,
    pathParameters: { customerId: 'bakery' },
    requestContext: { authorizer: { jwt: { claims: CLAIMS } } },
  };
  void readCustomer(event as never).then(({ statusCode, headers, body }) => {
    response.writeHead(statusCode ?? 500, headers as Record<string, string>);
    response.end(body);
  });
};

function byHand(TableName: string): RequestListener {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const read = (Key: Record<string, string>) => client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  return (_, response) => {
    void (async () => {
      await read(keys.account('bench'));
      const { Item } = await read(keys.customer('bench', 'bakery'));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(Item));
    })();
  };
}

type Serving = { readonly server: Server; readonly url: string; readonly agent: Agent };

async function serving(listener: RequestListener): Promise<Serving> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/customers/bakery`,
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
  };
}

/** Nanoseconds of each of `count` requests, one after another. */
async function timesOf({ url, agent }: Serving, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const before = process.hrtime.bigint();
    await asked(url, agent);
    times.push(Number(process.hrtime.bigint() - before));
  }
  return times;
}

function asked(url: string, agent: Agent): Promise<void> {
  return new Promise((done, failed) => {
    get(url, { agent }, (answer) => {
      if (answer.statusCode !== 200) failed(new Error(`answered ${answer.statusCode}`));
      answer.resume().on('end', done);
    }).on('error', failed);
  });
}
