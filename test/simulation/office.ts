import { cancelInvoice } from '../../functions/api/cancelInvoice.ts';
import { createCharge } from '../../functions/api/createCharge.ts';
import { createService } from '../../functions/api/createService.ts';
import { removeCharge } from '../../functions/api/removeCharge.ts';
import { removeCustomer } from '../../functions/api/removeCustomer.ts';
import { removeService } from '../../functions/api/removeService.ts';
import { repairInvoice } from '../../functions/api/repairInvoice.ts';
import { saveAccount } from '../../functions/api/saveAccount.ts';
import { saveCharge } from '../../functions/api/saveCharge.ts';
import { saveCustomer } from '../../functions/api/saveCustomer.ts';
import { saveService } from '../../functions/api/saveService.ts';
import { sendInvoice } from '../../functions/api/sendInvoice.ts';
import { startRun } from '../../functions/api/startRun.ts';
import { uploadInvoice } from '../../functions/api/uploadInvoice.ts';
import { uploadMonth } from '../../functions/api/uploadMonth.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { invoiceIdOf } from '../../shared/domain/invoice.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { checked } from '../../shared/lambda/checking.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import type { World } from './world.ts';

export const ACCOUNT = 'aap';
const CLERK = 'clerk@acacia.example';
/** Of an endpoint. */
const TIMEOUT_S = 29;

const ENDPOINTS = {
  cancelInvoice,
  createCharge,
  createService,
  removeCharge,
  removeCustomer,
  removeService,
  repairInvoice,
  saveAccount,
  saveCharge,
  saveCustomer,
  saveService,
  sendInvoice,
  startRun,
  uploadInvoice,
  uploadMonth,
};
export type EndpointName = keyof typeof ENDPOINTS;

export type Asking = { readonly params: Record<string, string>; readonly body?: object; readonly revision?: number };

type Schema = Parameters<typeof checked>[0];
// biome-ignore lint/suspicious/noExplicitAny: each endpoint has types of its own; what is given is checked by its own schemas.
type Any = any;

/** What the API answers a clerk; undefined when it refused, or nobody heard an answer. */
export type Answer = { readonly body: Any } | undefined;

/** The API as a clerk reaches it: the endpoints, read and checked as they are behind API Gateway. */
export class Office {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async ask(name: EndpointName, { params, body = {}, revision }: Asking): Promise<Answer> {
    const { clock } = this.#world;
    const made = ENDPOINTS[name] as Any;
    const actor = this.#world.actor(`clerk, ${name} ${Object.values(params).join(' ')}`, TIMEOUT_S);
    const ports = this.#world.ports(actor);
    try {
      const settings = await ports.accounts.get(ACCOUNT);
      const read = {
        params: made.params ? checked(made.params as Schema, params) : {},
        ...(made.body ? { body: checked(made.body as Schema, body) } : {}),
        ...(revision === undefined ? {} : { revision }),
      };
      const caller = { account: ACCOUNT, user: CLERK, role: 'billing', settings, now: clock.now, query: {}, cookie: () => undefined };
      const answer = await made.run({ ...caller, ...read }, ports);
      const result = { body: answer instanceof Reply ? answer.body : answer };
      this.#world.tell(`${actor.name}: done`);
      return result;
    } catch (error) {
      this.#world.tell(
        `${actor.name}: ${error instanceof Problem ? 'refused' : 'no answer'}, ${error instanceof Error ? error.message : error}`,
      );
      if (error instanceof Problem) this.#world.refusals.push({ endpoint: name, code: error.code, detail: error.message });
      return undefined;
    }
  }

  of = (invoice: Invoice) => ({ params: { invoiceId: invoiceIdOf(invoice) } });
}
