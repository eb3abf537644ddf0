import { describe, expect, it } from 'vitest';
import type { CustomerFile } from '../../../shared/domain/customer.ts';
import { type PreviewPorts, preview } from '../../../shared/domain/preview.ts';
import { aCustomer, aFile, aMonth, anAccount, aService } from '../../support/builders.ts';

const JANUARY = aMonth('2026-01');

/** Each customer with so many services. */
function portsWith(counts: Readonly<Record<string, number>>): PreviewPorts {
  async function* files(_: string, after = ''): AsyncIterable<CustomerFile> {
    for (const [customerId, count] of Object.entries(counts)) {
      if (customerId <= after) continue;
      const services = Array.from({ length: count }, (_, index) => aService({ serviceId: `s${index}`, customerId }));
      yield aFile({ customer: aCustomer({ customerId }), services });
    }
  }
  const nothing = () => Promise.reject(new Error('Nothing was made before'));
  const runs = { numbers: async () => undefined, head: nothing, entries: nothing, allEntries: () => files('') as never };
  return { customers: { file: nothing, files }, invoices: { find: nothing, get: nothing, lines: nothing }, runs };
}

describe('a page of a preview', () => {
  const now = new Date('2026-01-10T00:00:00Z');
  const ids = async (ports: PreviewPorts, after?: string) => {
    const { items, next } = await preview(anAccount(), JANUARY, ports, { now, limit: 100, after });
    return [items.map(({ entry }) => entry.customerId), next];
  };

  it('ends early when its lines would make too large an answer, and goes on with the next customer', async () => {
    const ports = portsWith({ a: 1500, b: 600, c: 1, d: 2500, e: 1 });
    expect(await ids(ports)).toEqual([['a', 'b'], 'b']);
    expect(await ids(ports, 'b')).toEqual([['c', 'd'], 'd']);
    expect(await ids(ports, 'd')).toEqual([['e'], undefined]);
  });
});
