import type { DynamoDbRequest } from '../../local/dynamodb.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import type { Numbers } from '../../shared/domain/numbering.ts';
import { stripped } from '../../shared/store/names.ts';
import type { Witness } from './witness.ts';

type Attribute = { readonly [type: string]: unknown };
type Put = { readonly TableName: string; readonly Item: Readonly<Record<string, Attribute>> };

/** Sees what is stored where it is stored: whether whoever stored it ever hears of it or not. */
export class WireWitness {
  #witness: Witness | undefined;
  #last = new Map<string, unknown>();

  begin(witness: Witness): void {
    this.#witness = witness;
    this.#last = new Map();
  }

  hear({ operation, body }: DynamoDbRequest, answer: Buffer): void {
    if (operation !== 'PutItem' || answer.includes('"__type"')) return;
    const { Item } = JSON.parse(body.toString()) as Put;
    const item = Object.fromEntries(Object.entries(Item).map(([name, attribute]) => [name, plain(attribute)]));
    const [kind = '', month = '', customerId = ''] = String(item.sk).split('#');
    if (kind !== 'INVOICE' && kind !== 'NUMBERS') return;
    const key = `${item.pk} ${item.sk}`;
    const before = this.#last.get(key);
    const after = { ...(kind === 'INVOICE' ? { accountId: item.pk, month, customerId } : {}), ...stripped(item) };
    this.#last.set(key, after);
    if (kind === 'INVOICE') this.#witness?.see(before as Invoice | undefined, after as unknown as Invoice);
    else this.#witness?.seeNumbers(before as Numbers | undefined, after as unknown as Numbers);
  }
}

/** An attribute as the wire has it: under the letters of its type. */
function plain(attribute: Attribute): unknown {
  const [[type, value] = []] = Object.entries(attribute);
  if (type === 'N') return Number(value);
  if (type === 'NULL') return null;
  if (type === 'L') return (value as Attribute[]).map(plain);
  if (type === 'M') return Object.fromEntries(Object.entries(value as Attribute).map(([name, each]) => [name, plain(each as Attribute)]));
  return value;
}
