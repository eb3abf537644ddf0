import type { ClosingLook } from './closing.ts';
import type { Content } from './content.ts';
import type { Pen } from './page.ts';
import type { TableLook } from './table.ts';

/** Where the logo stands on the first page, in points. */
export type LogoBox = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What makes one layout different from the other. */
export type Look = {
  readonly table: TableLook;
  readonly closing: ClosingLook;
  /** The largest box a logo is fitted into. */
  readonly logo: LogoBox;
  /** Everything above the table on the first page; answers where it ends. `logoHeight` is 0 without one. */
  opening(content: Content, pen: Pen, logoHeight: number): number;
  /** What tells on a further page whose it is; answers where it ends. */
  again(content: Content, pen: Pen): number;
  /** At the foot of every page. */
  footer(content: Content, pen: Pen, page: number, pages: number): void;
};
