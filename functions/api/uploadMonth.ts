import * as z from 'zod/mini';
import { uploadQueue } from '../../shared/aws/queues.ts';
import { askForMonth } from '../../shared/domain/xero/asking.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { month } from '../../shared/lambda/schemas.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { invoices } from '../../shared/store/invoices.ts';

/** POST /v1/months/{month}/upload: every invoice of the month that may go to Xero. However many there are, the worker queues them. */
export const uploadMonth = endpoint({
  summary: "Queues every invoice of the month that may go to Xero; the month's summary shows how it goes",
  role: 'billing',
  status: 202,
  alsoStatus: 200,
  params: z.strictObject({ month }),
  output: z.object({
    month: z.string(),
    /** How many are queued by this request; 0 with status 200: there was nothing to do. */
    queued: z.number(),
    waiting: z.number(),
    uploaded: z.number(),
    /** Those that cannot go up now, each with the reason; at most a hundred. */
    refused: z.array(z.object({ invoiceId: z.string(), number: z.string(), reason: z.string() })),
  }),
  ports: { accounts, connections, invoices, uploadQueue },
  async run({ settings, params, user, now }, ports) {
    const asked = await askForMonth(settings, params.month, user, ports, now);
    return new Reply(asked, { status: asked.queued > 0 ? 202 : 200 });
  },
});

export const handler = api(uploadMonth);
