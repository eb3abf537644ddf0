import * as z from 'zod/mini';
import { reachOf } from '../../shared/domain/comingRun.ts';
import { dayAt } from '../../shared/domain/month.ts';
import { daysNotBilled } from '../../shared/domain/news.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId, id } from '../../shared/lambda/schemas.ts';
import { checkNotRemoved } from '../../shared/lambda/views/customer.ts';
import { editedServiceView, viewService } from '../../shared/lambda/views/service.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** DELETE …/services/{serviceId}: one billed before ends today (or at its earlier end); one never billed is ignored. Nothing is erased. */
export const removeService = endpoint({
  summary: 'Removes a service: it ends today if it was ever billed, and is ignored if not',
  role: 'billing',
  ifMatch: true,
  params: z.strictObject({ customerId, serviceId: id }),
  output: editedServiceView,
  ports: { accounts, customers, invoices, runs },
  async run({ account, settings, params, revision = 0, now }, { customers, invoices, runs }) {
    const { customerId, serviceId } = params;
    const before = await customers.getService(account, customerId, serviceId);
    checkNotRemoved(await customers.get(account, customerId));
    const today = dayAt(now, settings.billing.timeZone);
    const saved = before.removed ? before : await customers.saveService(account, { ...before, removed: today, revision });
    const reach = await reachOf(settings, customerId, await runs.numbers(account), invoices);
    const notBilled = daysNotBilled(before, saved, reach);
    return { ...viewService(saved, settings.billing.currency), notBilled };
  },
});

export const handler = api(removeService);
