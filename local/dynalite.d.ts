declare module 'dynalite' {
  import type { Server } from 'node:http';

  type Options = {
    /** A LevelDB folder; in memory without. */
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  };

  // biome-ignore lint/style/noDefaultExport: the package is CommonJS and exports one function
  export default function dynalite(options?: Options): Server;
}
