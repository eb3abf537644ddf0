import * as z from 'zod/mini';
import { ids } from '../../shared/aws/ids.ts';
import { comingMonth, reachOf } from '../../shared/domain/comingRun.ts';
import { daysNotBilled } from '../../shared/domain/news.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { created, newId } from '../../shared/lambda/creating.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { checkNotRemoved } from '../../shared/lambda/views/customer.ts';
import { editedServiceView, serviceBody, serviceFrom, viewService } from '../../shared/lambda/views/service.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** POST /v1/customers/{customerId}/services */
export const createService = endpoint({
  summary: 'Adds a service; says which of its days come too late to be billed',
  role: 'billing',
  status: 201,
  idempotent: true,
  params: z.strictObject({ customerId }),
  body: serviceBody,
  output: editedServiceView,
  ports: { accounts, customers, invoices, runs, ids },
  async run(request, { customers, invoices, runs, ids }) {
    const { account, settings, params, body } = request;
    const { customerId } = params;
    checkNotRemoved(await customers.get(account, customerId));
    const numbers = await runs.numbers(account);
    const serviceId = await newId(request, `services of ${customerId}`, ids);
    const service = serviceFrom(body, { serviceId, customerId, revision: 0 }, comingMonth(settings, numbers));
    const stands = await created(
      request,
      service,
      (item) => customers.saveService(account, item),
      () => customers.getService(account, customerId, serviceId),
    );
    const notBilled = daysNotBilled(undefined, stands, await reachOf(settings, customerId, numbers, invoices));
    const location = `/v1/customers/${customerId}/services/${serviceId}`;
    return new Reply({ ...viewService(stands, settings.billing.currency), notBilled }, { headers: { location } });
  },
});

export const handler = api(createService);
