const MEGABYTE = 1024 * 1024;

/** More than fifty thousand rows ever have; what is larger is no list, and would hold up the browser. */
export const FILE_MEGABYTES = 25;

export type FileText = {
  readonly text: string;
  /** Taken for the old code page of Windows, because it is no UTF-8: its accents should be looked at. */
  readonly guessed: boolean;
};

const AS_CSV = 'Open it in Excel or whatever made it, choose “Save as” and “CSV UTF-8”, and then choose the file that this makes';

/** By their first bytes, what people choose instead of a CSV. */
const OTHERS: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 3, 4], 'an Excel workbook or another packed file'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls)'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x1f, 0x8b], 'a packed file'],
];

const begins = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);

/** @throws Error in words for the clerk: it is no text at all, or far too much of it */
export async function textOf(file: File): Promise<FileText> {
  if (file.size > FILE_MEGABYTES * MEGABYTE) {
    const megabytes = Math.ceil(file.size / MEGABYTE).toLocaleString();
    throw new Error(`${file.name} has ${megabytes} MB: at most ${FILE_MEGABYTES} MB can be read at once. Split it into several files`);
  }
  const bytes = new Uint8Array(await bytesOf(file));
  const other = OTHERS.find(([start]) => begins(bytes, start));
  if (other) throw new Error(`${file.name} is ${other[1]}, not a CSV file. ${AS_CSV}`);
  const read = decoded(bytes);
  const text = read.text.replace(/^\uFEFF+/, '');
  if (text.includes('\0')) throw new Error(`${file.name} is no text, so it cannot be a CSV file. ${AS_CSV}`);
  if (/^\s*<(!doctype|html|table|\?xml|head|body)\b/i.test(text)) {
    throw new Error(`${file.name} is a web page or XML, though it may be called otherwise. ${AS_CSV}`);
  }
  return { ...read, text };
}

async function bytesOf(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new Error(`${file.name} cannot be opened. It was moved, or changed since it was chosen: choose it again`);
  }
}

/** Excel on Windows still writes CSV in its old code page, and “Unicode text” in UTF-16; what is no UTF-8 is read as one of these. */
function decoded(bytes: Uint8Array): FileText {
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), guessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: false };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true };
  }
}

/** By its mark; without one, by every second byte of its first letters. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (begins(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (begins(bytes, [0xfe, 0xff])) return 'utf-16be';
  const zeros = [0, 1].map((odd) => bytes.subarray(0, 20).filter((byte, at) => at % 2 === odd && byte === 0).length);
  const [even = 0, odd = 0] = zeros;
  if (bytes.length < 4 || Math.min(even, odd) > 0 || Math.max(even, odd) < Math.min(bytes.length, 20) / 2 - 2) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}
