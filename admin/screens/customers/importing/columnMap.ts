import type { ImportField, ImportRow } from '../../../api/imports.ts';
import type { CsvFile } from './csvFile.ts';

/** For each field, the column it is read from; absent: none. */
export type ColumnMap = Readonly<Record<string, number>>;

const plain = (head: string): string => head.trim().toLowerCase().replaceAll(/[*_]+/g, ' ').replaceAll(/\s+/g, ' ').trim();

/** The columns whose heads say which field they are: by name or label first, then by what people call it. Each column once. */
export function guessedMap(heads: readonly string[], fields: readonly ImportField[]): ColumnMap {
  const map: Record<string, number> = {};
  const taken = new Set<number>();
  const take = (field: ImportField, fits: (head: string) => boolean) => {
    if (map[field.name] !== undefined) return;
    const at = heads.findIndex((head, index) => !taken.has(index) && fits(plain(head)));
    if (at < 0) return;
    map[field.name] = at;
    taken.add(at);
  };
  for (const field of fields) take(field, (head) => head === plain(field.name) || head === plain(field.label));
  for (const field of fields) take(field, (head) => field.aliases.includes(head));
  return map;
}

/** The rows as the API is told them. Blank cells are left out. */
export function rowsOf({ rows }: CsvFile, map: ColumnMap): ImportRow[] {
  const columns = Object.entries(map);
  return rows.map(({ row, cells }) => ({
    row,
    ...Object.fromEntries(columns.flatMap(([field, at]) => (cells[at]?.trim() ? [[field, cells[at]]] : []))),
  }));
}

const keyOf = (kind: string, heads: readonly string[]) => `rebill.columns.${kind}.${heads.join('|')}`;

/** A file with the same heads comes again next month. */
export function rememberedMap(kind: string, heads: readonly string[]): ColumnMap | undefined {
  try {
    return JSON.parse(localStorage.getItem(keyOf(kind, heads)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function rememberMap(kind: string, heads: readonly string[], map: ColumnMap): void {
  try {
    localStorage.setItem(keyOf(kind, heads), JSON.stringify(map));
  } catch {
    // A browser that keeps nothing: it is guessed anew.
  }
}
