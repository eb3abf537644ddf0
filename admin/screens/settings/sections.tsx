import type { ReactNode } from 'react';
import { BillingSection } from './billingSection.tsx';
import { CompanySection } from './companySection.tsx';
import { LayoutSection } from './layoutSection.tsx';
import { NumberingSection } from './numberingSection.tsx';
import { SendingSection } from './sendingSection.tsx';
import { TemplatesSection } from './templatesSection.tsx';
import { XeroSection } from './xeroSection.tsx';

export type Section = {
  readonly key: string;
  readonly label: string;
  /** A sentence on what it is for. */
  readonly lead: string;
  /** The fields that stand in it: whole names, or the beginning of several. */
  readonly fields: readonly string[];
  readonly body: ReactNode;
};

/** The settings in the order in which a new reseller meets them. */
export const SECTIONS: readonly Section[] = [
  { key: 'company', label: 'Company', lead: 'Who you are, as it stands on every invoice.', fields: ['company.'], body: <CompanySection /> },
  { key: 'layout', label: 'Logo and layout', lead: 'How your invoices look.', fields: ['layout', 'logo'], body: <LayoutSection /> },
  { key: 'billing', label: 'Billing', lead: 'When and how it is billed.', fields: ['billing.', 'firstMonth'], body: <BillingSection /> },
  {
    key: 'numbering',
    label: 'Numbering',
    lead: 'Numbers run on without a gap, and none is used twice.',
    fields: ['numbering.'],
    body: <NumberingSection />,
  },
  {
    key: 'sending',
    label: 'Sending',
    lead: 'In whose name invoices go out, and who else gets them.',
    fields: ['sending.autoInvoice', 'sending.from', 'sending.fromName', 'sending.bcc', 'sending.bounceRecipient'],
    body: <SendingSection />,
  },
  {
    key: 'templates',
    label: 'Templates',
    lead: 'What the email says.',
    fields: ['sending.subject', 'sending.body'],
    body: <TemplatesSection />,
  },
  { key: 'xero', label: 'Xero defaults', lead: 'Where invoices go in your books.', fields: ['xero.'], body: <XeroSection /> },
];

export const holds = ({ fields }: Section, field: string): boolean =>
  fields.some((each) => (each.endsWith('.') ? field.startsWith(each) : field === each));

/** The first section that one of these fields stands in. */
export const sectionOf = (fields: readonly string[]): Section | undefined =>
  SECTIONS.find((section) => fields.some((field) => holds(section, field)));
