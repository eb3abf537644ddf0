import { describe, expect, it } from 'vitest';
import { KnownCustomers } from '../../../../shared/domain/importing/knownCustomers.ts';
import { aCustomer, anInstant } from '../../../support/builders.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

type Said = { readonly name: string; readonly reference?: string; readonly removed?: boolean };

async function knowing(said: Readonly<Record<string, Said>>): Promise<KnownCustomers> {
  const { customers } = memoryStore();
  for (const [customerId, { removed, ...rest }] of Object.entries(said)) {
    const gone = removed ? { removed: anInstant('2026-07-01T00:00:00Z') } : {};
    await customers.save('a', aCustomer({ customerId, revision: 0, ...rest, ...gone }));
  }
  return KnownCustomers.of('a', customers);
}

const found = (known: KnownCustomers, words: string) => {
  const it = known.find(words);
  return 'problem' in it ? it.problem : it.customerId;
};

describe('a customer that a row names', () => {
  it('is found by its name, its reference or its id, whatever case and spaces', async () => {
    const known = await knowing({ c1: { name: 'Harbour Bakery', reference: 'PO 7' }, c2: { name: 'Other' } });
    expect(['harbour  BAKERY', 'po 7', 'c1', 'Other'].map((words) => found(known, words))).toEqual(['c1', 'c1', 'c1', 'c2']);
    expect(found(known, 'C1')).toBe('is no customer of yours: “C1”. Import or add the customer first');
    expect(found(known, '')).toBe('is required');
  });

  it('is the one that is written exactly so, where several are alike', async () => {
    const known = await knowing({ c1: { name: 'Twin', reference: 'T' }, c2: { name: 'TWIN' } });
    expect(found(known, 'Twin')).toBe('c1');
    expect(found(known, 'twin')).toBe('may be several of your customers: TWIN (id c2), Twin (T, id c1). Write the id instead');
  });

  it('is not guessed at where the reference of one is the name of another', async () => {
    const known = await knowing({ c1: { name: 'Acme' }, c2: { name: 'Other', reference: 'Acme' } });
    expect(found(known, 'Acme')).toMatch(/^may be several of your customers: /);
    expect(found(await knowing({ c1: { name: 'ACME' }, c2: { name: 'Other', reference: 'acme' } }), 'acme')).toBe('c2');
  });

  it('is not one that was removed; another of its name is', async () => {
    expect(found(await knowing({ c1: { name: 'Gone', removed: true } }), 'gone')).toBe('was removed: “gone”');
    const known = await knowing({ c1: { name: 'Gone', removed: true }, c2: { name: 'Gone' } });
    expect(found(known, 'gone')).toBe('c2');
    expect(known.named('GONE')?.customerId).toBe('c2');
  });

  it('is not guessed at where accents differ, and the one that may be meant is named', async () => {
    const known = await knowing({ c1: { name: 'Müller & Söhne' }, c2: { name: 'Gone', removed: true } });
    expect(found(known, 'Muller & Sohne')).toBe('is no customer of yours: “Muller & Sohne”. If “Müller & Söhne” is meant, write it so');
    expect(known.like('MULLER & SOHNE')?.customerId).toBe('c1');
    expect([known.like('Góne'), known.like('&'), known.like('')]).toEqual([undefined, undefined, undefined]);
  });

  it('is told by no more than the first words of a very long cell', async () => {
    expect(found(await knowing({}), 'x'.repeat(5000)).length).toBeLessThan(200);
  });
});
