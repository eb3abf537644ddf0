import type { ImportField } from '../../../api/importTypes.ts';

/** For each field, the column it is read from; absent: none. */
export type ColumnMap = Readonly<Record<string, number>>;

const plain = (head: string): string =>
  head
    .trim()
    .toLowerCase()
    .replaceAll(/[*^_]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The columns whose heads say which field they are: by name or label first, then by what people call it. Each column once. */
export function guessedMap(heads: readonly string[], fields: readonly ImportField[]): ColumnMap {
  const map: Record<string, number> = {};
  const taken = new Set<number>();
  const known = heads.map(plain);
  const take = (field: ImportField, names: readonly string[]) => {
    for (const name of names) {
      const at = known.findIndex((head, index) => head === name && !taken.has(index));
      if (map[field.name] !== undefined || at < 0) continue;
      map[field.name] = at;
      taken.add(at);
    }
  };
  for (const field of fields) take(field, [plain(field.name), plain(field.label)]);
  for (const field of fields) take(field, field.aliases);
  return map;
}

const keyOf = (kind: string, heads: readonly string[]) => `rebill.columns.${kind}.${JSON.stringify(heads)}`;

/** Heads by which a file can be known again. */
const areTelling = (heads: readonly string[]): boolean => heads.some((head) => head !== '');

/** A file with the same heads comes again next month. What no longer fits is as if nothing were kept. */
export function rememberedMap(kind: string, heads: readonly string[], fields: readonly ImportField[]): ColumnMap | undefined {
  if (!areTelling(heads)) return undefined;
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(kind, heads)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const names = new Set(fields.map(({ name }) => name));
    const fits = Object.entries(kept).every(([name, at]) => names.has(name) && Number.isInteger(at) && at >= 0 && at < heads.length);
    return fits ? (kept as ColumnMap) : undefined;
  } catch {
    return undefined;
  }
}

export function rememberMap(kind: string, heads: readonly string[], map: ColumnMap): void {
  if (!areTelling(heads)) return;
  try {
    localStorage.setItem(keyOf(kind, heads), JSON.stringify(map));
  } catch {
    // A browser that keeps nothing: it is guessed anew.
  }
}
