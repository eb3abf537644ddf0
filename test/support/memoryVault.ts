import type { Vault } from '../../shared/domain/xero/ports.ts';

/** A vault for simulations: what it seals, it alone opens, and for that account only. */
export function memoryVault(): Vault {
  const kept = new Map<string, { readonly text: string; readonly account: string }>();
  return {
    async seal(text, account) {
      const name = `sealed-${kept.size + 1}`;
      kept.set(name, { text, account });
      return name;
    },
    async open(sealed, account) {
      const found = kept.get(sealed);
      if (found?.account !== account) throw new Error('It was sealed for another account');
      return found.text;
    },
  };
}
