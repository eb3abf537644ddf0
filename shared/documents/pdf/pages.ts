import { closingHeight, drawClosing } from './closing.ts';
import type { Content } from './content.ts';
import type { Look } from './look.ts';
import { PAGE, type Pen } from './page.ts';
import type { Sheet } from './sheet.ts';
import { drawTable, tableOf } from './table.ts';
import type { Typesetter } from './typesetter.ts';

const ABOVE_CLOSING = 16;

/** The whole document, laid out on as many pages as it takes. */
export function layOut(content: Content, look: Look, type: Typesetter, logoHeight: number): Sheet[] {
  const sheets: Sheet[] = [[]];
  const pen = (): Pen => ({ sheet: sheets.at(-1) ?? [], type });
  const turn = (): number => {
    sheets.push([]);
    return look.again(content, pen());
  };
  const table = tableOf(content, look.table, type);
  const top = look.opening(content, pen(), logoHeight);
  const height = closingHeight(content, look.closing, type);
  let y = drawTable(table, { pen, turn }, top, ABOVE_CLOSING + height) + ABOVE_CLOSING;
  if (y + height > PAGE.bottom) y = turn() + ABOVE_CLOSING;
  drawClosing(content, look.closing, pen(), y);
  for (const [index, sheet] of sheets.entries()) look.footer(content, { sheet, type }, index + 1, sheets.length);
  return sheets;
}
