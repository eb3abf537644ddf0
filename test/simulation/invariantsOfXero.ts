import type { Invariant } from './invariants.ts';

const signed = (kind: string, total: number) => (kind === 'CreditNotes' ? -total : total);

/** Exactly one document a number that was to go there, with our total; one contact a customer. */
export const xeroOnce: Invariant = ({ world, isConnected }, invoices) => {
  if (!isConnected) return [];
  const { hands } = world.xero.xero;
  const documents = hands.documents(world.xero.tenantId);
  const numbers = documents.map(({ number }) => number);
  const wrong = numbers.filter((number, index) => numbers.indexOf(number) !== index).map((number) => `${number} is there twice`);
  for (const { number, total, xero } of invoices) {
    const there = documents.find((document) => document.number === number);
    if (there && signed(there.kind, there.total) !== total) wrong.push(`${number} is there with ${there.total}, not ${total}`);
    if (there && xero?.state !== 'uploaded')
      wrong.push(`${number} is there, and we say it is ${xero?.state ?? 'not'}: ${xero?.words ?? ''}`);
    if (!there && xero) wrong.push(`${number} was to go there and is not: ${xero.state} ${xero.words ?? ''}`);
    if (there && xero?.id !== there.id) wrong.push(`${number} is there under another id than we know`);
  }
  const strangers = documents.filter(({ number }) => !invoices.some((invoice) => invoice.number === number));
  const contacts = hands.contacts(world.xero.tenantId).flatMap(({ fields }) => (fields.ContactNumber ? [fields.ContactNumber] : []));
  const doubles = contacts.filter((contact, index) => contacts.indexOf(contact) !== index);
  return [
    ...wrong,
    ...strangers.map(({ number }) => `${number} is there, and is none of ours`),
    ...doubles.map((contact) => `${String(contact)} has two contacts`),
  ];
};
