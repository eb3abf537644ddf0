/** A spreadsheet as it was read: its heads, and its rows with the line at which each stands, as a spreadsheet counts. */
export type CsvFile = {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
};

/** @throws Error in words for the clerk: it is empty, or no table */
export async function readCsv(file: File): Promise<CsvFile> {
  const text = decoded(new Uint8Array(await file.arrayBuffer()));
  const { default: Papa } = await import('papaparse');
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: false });
  const lines = data.map((cells, at) => ({ row: at + 1, cells: cells.map((cell) => cell ?? '') }));
  const [first, ...rows] = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (!first) throw new Error(`${file.name} is empty`);
  if (rows.length === 0) throw new Error(`${file.name} has a line of heads, and nothing below it`);
  return { name: file.name, heads: first.cells.map((head) => head.trim()), rows };
}

/** Excel on Windows still writes CSV in its old code page; what is no UTF-8 is read as that. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
