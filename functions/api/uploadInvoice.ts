import * as z from 'zod/mini';
import { uploadQueue } from '../../shared/aws/queues.ts';
import { canUpload } from '../../shared/domain/actions.ts';
import { changeInvoice } from '../../shared/domain/changing.ts';
import { instant } from '../../shared/domain/month.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { showOne } from '../../shared/domain/showing.ts';
import { askedNow } from '../../shared/domain/xero/asking.ts';
import { enteredByHand } from '../../shared/domain/xero/uploadLife.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoiceId } from '../../shared/lambda/schemas.ts';
import { invoiceView, viewInvoice } from '../../shared/lambda/views/invoice.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/**
 * POST /v1/invoices/{invoiceId}/upload: queued for Xero. The header says so first; its message may be lost, and the sweeper sends another.
 * With `enteredByHand` what Xero did not accept is settled instead: it stands there all the same.
 */
export const uploadInvoice = endpoint({
  summary:
    'Queues the invoice for Xero; it goes up within minutes, at the pace that Xero allows. With `enteredByHand`: settles one that was refused',
  role: 'billing',
  status: 202,
  alsoStatus: 200,
  params: z.strictObject({ invoiceId }),
  body: z.strictObject({ enteredByHand: z.optional(z.literal(true)) }),
  output: invoiceView,
  ports: { accounts, connections, customers, invoices, runs, uploadQueue },
  async run({ account, settings, params, body, user, role, now }, ports) {
    const { month, customer } = params.invoiceId;
    if (body.enteredByHand) {
      const settled = await changeInvoice(ports.invoices, { account, month, customer }, (read) => enteredByHand(read, instant(now), user));
      return new Reply(viewInvoice(await showOne(settings, settled, ports, { role, now })), { status: 200 });
    }
    const connection = await ports.connections.get(account);
    const invoice = await changeInvoice(ports.invoices, { account, month, customer }, (read) => {
      const upload = canUpload(read, { account: settings, connection, now });
      if (!upload.allowed) throw new Problem('conflict', upload.reason);
      return askedNow(read, settings, connection, now, user);
    });
    // A moment later, when the index from which the worker reads has it.
    await ports.uploadQueue.add({ account }, 1);
    return viewInvoice(await showOne(settings, invoice, ports, { role, now }));
  },
});

export const handler = api(uploadInvoice);
