import { invoiceEmail } from '../../shared/documents/email.ts';
import type { Account } from '../../shared/domain/account.ts';
import { pdfName } from '../../shared/domain/fileName.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { type Example, exampleFor, type SamplePorts, sampleExample } from '../../shared/domain/sampleEmail.ts';
import { DEFAULT_BODY, DEFAULT_SUBJECT, valuesOf } from '../../shared/domain/templates.ts';
import { api, openEndpoint } from '../../shared/lambda/api.ts';
import { given } from '../../shared/lambda/given.ts';
import { emailPreviewBody, emailPreviewView, viewVariables } from '../../shared/lambda/views/emailPreview.ts';
import { UNSAVED } from '../../shared/lambda/views/previewing.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** POST /v1/previews/email: the very email that brings an invoice, with templates as they are typed. Nothing is saved or sent. */
export const previewEmail = openEndpoint({
  summary: 'The email as it would be, with templates that are still being typed; and the variables they may hold',
  role: 'viewer',
  setup: 'not needed',
  body: emailPreviewBody,
  output: emailPreviewView,
  ports: { accounts, customers, invoices, runs },
  async run({ account, body, now }, ports) {
    const saved = await ports.accounts.get(account);
    const { month, to, sample, ...shown } = await exampleOf(saved, body.customerId, ports, now);
    const company = { ...shown.document.company, ...given({ name: body.company?.name }) };
    const document = { ...shown.document, company };
    const templates = {
      subject: body.subject ?? saved?.sending.subject ?? DEFAULT_SUBJECT,
      body: body.body ?? saved?.sending.body ?? DEFAULT_BODY,
    };
    return {
      ...invoiceEmail({ document, month, ...templates, fileName: pdfName(document) }),
      from: { name: body.fromName ?? saved?.sending.fromName ?? company.name, address: saved?.sending.from ?? null },
      ...{ to: [...to], sample, number: document.number },
      variables: viewVariables(valuesOf(document, month)),
    };
  },
});

async function exampleOf(saved: Account | undefined, customerId: string | undefined, ports: SamplePorts, now: Date): Promise<Example> {
  if (!customerId) return sampleExample(saved ?? UNSAVED, now);
  // Nobody has customers before set-up is finished.
  if (!saved) throw new Problem('not-found', 'There is nothing here by that name');
  return exampleFor(saved, customerId, ports, now);
}

export const handler = api(previewEmail);
