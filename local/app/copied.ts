import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CopySpec } from '../assembly/specs.ts';

/** A file as the app's bucket would hold it. */
export type Copied = {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  readonly cacheControl: string | undefined;
  /** Made when it is first asked for; undefined for what CloudFront would not compress. */
  gzipped(): Buffer | undefined;
};

/** The bucket after the template's copies were made. Folders of a cloud assembly never change: what was read once is not read again. */
export class Copies {
  readonly #paths: ReadonlyMap<string, { readonly file: string; readonly cacheControl: string | undefined }>;
  readonly #read = new Map<string, Copied>();

  constructor(copies: readonly CopySpec[]) {
    this.#paths = new Map(
      copies.flatMap((copy) =>
        copy.folders.flatMap((folder) =>
          filesIn(folder)
            .map((file) => [relative(folder, file).split(sep).join('/'), { file, cacheControl: copy.cacheControl }] as const)
            .filter(([path]) => isCopied(path, copy)),
        ),
      ),
    );
  }

  /** Puts other content where a copied file would be; where none would be, nothing. */
  replace(path: string, content: string): void {
    const found = this.#paths.get(path);
    if (found) this.#read.set(path, copiedOf(path, Buffer.from(content), found.cacheControl));
  }

  find(path: string): Copied | undefined {
    const known = this.#read.get(path);
    const found = this.#paths.get(path);
    if (known || !found) return known;
    const copied = copiedOf(path, readFileSync(found.file), found.cacheControl);
    this.#read.set(path, copied);
    return copied;
  }
}

function filesIn(folder: string): string[] {
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} is no folder of files to serve`);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** As `aws s3 sync --exclude … --include …` reads its patterns. */
function isCopied(path: string, { exclude, include }: CopySpec): boolean {
  const fits = (pattern: string) => fitsPattern(path, pattern);
  return !exclude.some(fits) || include.some(fits);
}

/** `*` is any text, slashes too, and `?` one character: the patterns of CloudFront and of `aws s3`. */
export function fitsPattern(path: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(path);
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/vnd.microsoft.icon',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** CloudFront compresses text of these sizes, in bytes. */
const COMPRESSED = { from: 1000, to: 10_000_000 };

function copiedOf(path: string, body: Buffer, cacheControl: string | undefined): Copied {
  const type = TYPES[extname(path)] ?? 'binary/octet-stream';
  const compressed = /^text\/|json$|svg|wasm$|ttf$/.test(type) && body.length >= COMPRESSED.from && body.length <= COMPRESSED.to;
  let gzipped: Buffer | undefined;
  return {
    body,
    type: /^text\/|json$/.test(type) ? `${type}; charset=utf-8` : type,
    etag: createHash('md5').update(body).digest('hex'),
    cacheControl,
    gzipped() {
      if (compressed) gzipped ??= gzipSync(body);
      return gzipped;
    },
  };
}
