import { expect, test } from 'vitest';
import { demoFiles } from '../../../local/demo/customers.ts';
import { demoMonth } from '../../../local/demo/shapes.ts';

const FILES = demoFiles(demoMonth('2027-01'));
const file = (key: string) => FILES.find((one) => one.key === key);
const monthly = (key: string) =>
  file(key)?.services.reduce((sum, { unitPrice, quantity }) => sum + Number(unitPrice) * Number(quantity), 0) ?? 0;

test('the demo has 25 customers of all kinds', () => {
  expect(FILES).toHaveLength(25);
  expect(new Set(FILES.map(({ key }) => key)).size).toBe(25);
  const names = FILES.map(({ customer }) => customer.name).join();
  for (const script of [/\p{Script=Arabic}/u, /[ạ-ỹ]/u, /[łŻó]/u]) expect(names).toMatch(script);
  expect(FILES.filter(({ customer }) => customer.enabled === false)).toHaveLength(1);
  expect(FILES.filter(({ customer }) => customer.to.length === 0)).toHaveLength(1);
  expect(file('fleet')?.services).toHaveLength(450);
});

test('one has a part month from the 12th and the 20th, one ends, one has a credit, and one comes out as a credit note', () => {
  expect(file('newstart')?.services.map(({ from }) => from)).toEqual(['2027-01-12', '2027-01-20']);
  expect(file('ending')?.services[0]?.to).toBe('2027-01-17');
  expect(monthly('credit')).toBeGreaterThan(0);
  const credits = file('creditnote')?.charges?.reduce((sum, { unitPrice }) => sum + Number(unitPrice), 0) ?? 0;
  expect(monthly('creditnote') + credits).toBeLessThan(0);
});

test('every amount is decimal text with at most four places, and no address belongs to anybody', () => {
  for (const { customer, services, charges = [] } of FILES) {
    for (const { quantity, unitPrice } of [...services, ...charges]) {
      expect(quantity).toMatch(/^\d+(\.\d{1,4})?$/);
      expect(unitPrice).toMatch(/^-?\d+(\.\d{1,4})?$/);
    }
    for (const address of [...customer.to, ...(customer.cc ?? [])]) expect(address).toMatch(/(\.example|@simulator\.amazonses\.com)$/);
  }
});
