import * as z from 'zod/mini';
import { VARIABLES, type Values, type Variable } from '../../domain/templates.ts';
import { customerId, line, maybe, prose } from '../schemas.ts';
import { template } from './template.ts';

/** What is left out is the saved text, or the usual one. */
export const emailPreviewBody = z.strictObject({
  subject: maybe(template(200, line)),
  body: maybe(template(5000, prose)),
  fromName: maybe(line(100)),
  company: maybe(z.strictObject({ name: maybe(line(200)) })),
  /** Whose newest invoice it is shown with; a sample where it is left out, or there is none yet. */
  customerId: maybe(customerId),
});

export const emailPreviewView = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** `address` is null until one is saved. */
  from: z.object({ name: z.string(), address: z.nullable(z.string()) }),
  to: z.array(z.string()),
  /** Whether it is a sample, or the customer's invoice of this number. */
  sample: z.boolean(),
  number: z.string(),
  /** What may stand between double braces, and what stands there in this email. */
  variables: z.array(z.object({ name: z.string(), meaning: z.string(), value: z.string() })),
});

export const viewVariables = (values: Values): z.infer<typeof emailPreviewView>['variables'] =>
  (Object.keys(VARIABLES) as Variable[]).map((name) => ({ name, meaning: VARIABLES[name], value: values[name] }));
