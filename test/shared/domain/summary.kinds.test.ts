import { expect, it } from 'vitest';
import { summaryOf } from '../../../shared/domain/summary.ts';
import { anInvoice, money } from '../../support/builders.ts';

it("a month's summary names only the kinds of document that there are, each with its tax", () => {
  const figures = { count: 1, subtotal: money('100'), tax: money('10'), total: money('110') };
  const summary = summaryOf([anInvoice()], new Map());
  expect(summary.byKind).toEqual([{ kind: 'invoice', ...figures }]);
  expect(summary).toMatchObject(figures);
});
