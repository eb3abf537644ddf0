import * as z from 'zod/mini';
import { comingMonth, reachOf } from '../../shared/domain/comingRun.ts';
import { daysNotBilled } from '../../shared/domain/news.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId, id } from '../../shared/lambda/schemas.ts';
import { checkNotRemoved } from '../../shared/lambda/views/customer.ts';
import { editedServiceView, serviceBody, serviceFrom, viewService } from '../../shared/lambda/views/service.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** PUT …/services/{serviceId}: a new price starts with the next period that is not billed yet; changed days are trued up. */
export const saveService = endpoint({
  summary: 'Changes a service; says which days come too late to be billed or credited',
  role: 'billing',
  ifMatch: true,
  params: z.strictObject({ customerId, serviceId: id }),
  body: serviceBody,
  output: editedServiceView,
  ports: { accounts, customers, invoices, runs },
  async run({ account, settings, params, body, revision = 0 }, { customers, invoices, runs }) {
    const { customerId, serviceId } = params;
    const before = await customers.getService(account, customerId, serviceId);
    checkNotRemoved(await customers.get(account, customerId));
    if (before.removed) throw new Problem('conflict', `This service was removed on ${before.removed}: add a new one`);
    const numbers = await runs.numbers(account);
    const service = serviceFrom(body, { serviceId, customerId, revision }, comingMonth(settings, numbers));
    const saved = await customers.saveService(account, service);
    const notBilled = daysNotBilled(before, saved, await reachOf(settings, customerId, numbers, invoices));
    return { ...viewService(saved, settings.billing.currency), notBilled };
  },
});

export const handler = api(saveService);
