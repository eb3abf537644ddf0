import { recordEmailEvent } from '../functions/recordEmailEvent.ts';
import { emailInvoice } from '../shared/domain/emailing.ts';
import { executePage } from '../shared/domain/executing.ts';
import { instant, type Month } from '../shared/domain/month.ts';
import { planMonth } from '../shared/domain/planning.ts';
import { accounts } from '../shared/store/accounts.ts';
import { breaker } from '../shared/store/breaker.ts';
import { customers } from '../shared/store/customers.ts';
import { invoices } from '../shared/store/invoices.ts';
import { aCustomer, aDay, anAccount, aService, dec } from '../test/support/builders.ts';
import { freshTable } from '../test/support/table.ts';
import { aWorld, DELAY_S, invoicesOf, type World } from '../test/support/world.ts';
import { type Metered, meter } from './meter.ts';
import type { Row } from './rows.ts';

const MONTH = '2026-12' as Month;
const NOW = new Date('2026-11-30T14:05:00Z');
const CUSTOMERS = 200;
const LINES = 12;

/** What one invoice costs the store from the run to its delivery: 12 lines, no charge, one recipient, the month before billed as well. */
export async function writes(): Promise<Row[]> {
  const table = await freshTable();
  try {
    const account = await accounts.save(anAccount({ accountId: 'bench', firstMonth: '2026-11' as Month, revision: 0 }));
    await enter();
    const world = aWorld();
    await make('2026-11' as Month, world, new Date('2026-11-02T00:00:00Z'), account);
    world.emails.length = 0;
    const before = table.requests.length;
    await make(MONTH, world, NOW, account);
    await send(world);
    return rowsOf(meter(table.requests.slice(before)));
  } finally {
    await table.stop();
  }
}

function rowsOf({ writeRequests, writeUnits }: Metered): Row[] {
  const detail = `${CUSTOMERS} invoices of ${LINES} lines: ${writeRequests} requests, ${writeUnits} units in all`;
  return [
    {
      name: 'write requests to the store per invoice, run to delivered',
      ratio: writeRequests / CUSTOMERS,
      target: 7,
      better: 'lower',
      detail,
    },
    { name: 'write units per invoice, indexes included', ratio: writeUnits / CUSTOMERS, target: 16, better: 'lower', detail },
  ];
}

async function enter(): Promise<void> {
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const customerId = crypto.randomUUID();
    const name = `Customer number ${index} Pty Ltd`;
    await customers.save('bench', aCustomer({ customerId, name, to: [`accounts@customer${index}.example`], revision: 0 }));
    for (let line = 0; line < LINES; line += 1) {
      const description = `Business NBN 100/40 for site ${line + 1}`;
      const service = aService({
        serviceId: crypto.randomUUID(),
        customerId,
        description,
        unitPrice: dec('89.0825'),
        from: aDay('2026-01-01'),
        revision: 0,
      });
      await customers.saveService('bench', service);
    }
  }
}

async function make(month: Month, world: World, now: Date, account: Awaited<ReturnType<typeof accounts.save>>): Promise<void> {
  await planMonth(account, month, world, { clock: () => now });
  for (let page = world.pages.shift(); page; page = world.pages.shift()) await executePage(page, world, now, DELAY_S);
}

/** Every email is taken by SES, which then tells twice: sent, and delivered. */
async function send(world: World): Promise<void> {
  const counted = { count: () => undefined };
  for (const { message } of world.emails) {
    const messageId = `0100019${crypto.randomUUID()}-000000`;
    const mail = { send: async () => ({ outcome: 'accepted', messageId }) as const };
    const prepare = async () => ({
      from: { address: 'a@b.example', name: '' },
      to: [],
      cc: [],
      bcc: [],
      subject: '',
      text: '',
      html: '',
      attachments: [],
      tags: {},
    });
    await emailInvoice(message, prepare, { ...world, breaker, mail }, () => NOW);
    const to = (await invoices.get(message.account, message.month, message.customer)).recipients.to;
    const news = { ...message, messageId, at: instant(NOW), addresses: to };
    const ports = { accounts, customers, invoices, mail, metrics: counted };
    await recordEmailEvent.run({ ...news, kind: 'send', words: 'Accepted for delivery', key: `send ${messageId}` }, ports);
    const words = `Delivered to ${to.join(', ')} (250 2.0.0 OK queued as 4A1B2C3D4E)`;
    await recordEmailEvent.run({ ...news, kind: 'delivery', words, key: `delivery ${messageId} ${instant(NOW)} ${to.join(' ')}` }, ports);
  }
  const all = await invoicesOf('bench', MONTH);
  if (!all.every(({ status }) => status === 'delivered') || all.length !== CUSTOMERS) throw new Error('Not every invoice was delivered');
}
