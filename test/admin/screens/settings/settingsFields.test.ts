import { describe, expect, it } from 'vitest';
import { bodyOfSettings, fieldsOfAccount, NEW_SETTINGS, pdfDraftOf } from '../../../../admin/screens/settings/settingsFields.ts';
import { accountBody, viewAccount } from '../../../../shared/lambda/views/account.ts';
import { pdfPreviewBody } from '../../../../shared/lambda/views/previewing.ts';
import { anAccount } from '../../../support/builders.ts';

const view = () => viewAccount(anAccount(), false, undefined);

/** Without what is not given: the API answers null where it takes nothing. */
const given = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, each) => each ?? undefined));

describe('the form of the settings', () => {
  it('sends back what it was opened with: a save that changes nothing changes nothing', () => {
    const { company, billing, numbering, sending, layout, xero, firstMonth } = view();
    const sent = accountBody.parse(bodyOfSettings(fieldsOfAccount(view())));
    const { taxRate, ...rest } = billing;
    expect(given({ ...sent, billing: { ...sent.billing, taxRate: undefined } })).toEqual(
      given({ company, billing: rest, numbering, sending, layout, xero, firstMonth }),
    );
    expect(bodyOfSettings(fieldsOfAccount(view())).billing.taxRate).toBe(taxRate);
  });

  it('shows the ABN in groups, as people write it', () => {
    expect(fieldsOfAccount(view()).company.taxId).toMatch(/^\d{2} \d{3} \d{3} \d{3}$/);
  });

  it('half filled, names nothing that is blank: what is missing is the API’s to say', () => {
    const refused = accountBody.safeParse(bodyOfSettings(NEW_SETTINGS));
    const fields = refused.success ? [] : refused.error.issues.map(({ path }) => path.join('.'));
    expect(fields).toContain('company.name');
    expect(fields).toContain('sending.from');
    expect(fields).not.toContain('numbering.first');
    expect(fields).not.toContain('firstMonth');
  });

  it('can be printed at any time, however much of it is filled', () => {
    expect(pdfPreviewBody.safeParse(pdfDraftOf(NEW_SETTINGS, null)).success).toBe(true);
    expect(pdfPreviewBody.safeParse(pdfDraftOf(fieldsOfAccount(view()), undefined)).success).toBe(true);
    expect(pdfDraftOf(NEW_SETTINGS, undefined)).not.toHaveProperty('logo');
  });
});
