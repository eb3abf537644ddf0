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
  const top = spill(look.opening(content, pen(), logoHeight), pen, turn);
  const height = closingHeight(content, look.closing, type);
  let y = drawTable(table, { pen, turn }, top, ABOVE_CLOSING + height) + ABOVE_CLOSING;
  if (y + height > PAGE.bottom) y = turn() + ABOVE_CLOSING;
  drawClosing(content, look.closing, pen(), y);
  spill(y + height, pen, turn);
  for (const [index, sheet] of sheets.entries()) look.footer(content, { sheet, type }, index + 1, sheets.length);
  return sheets;
}

/**
 * What a block that is taller than the rest of its page put below the page's end goes on to further pages, each text in its own column:
 * an address may be as long as it likes. Answers where the block ends then.
 */
function spill(end: number, pen: () => Pen, turn: () => number): number {
  let y = end;
  while (y > PAGE.bottom) {
    const [here, below] = parted(pen().sheet);
    pen().sheet.splice(0, Number.POSITIVE_INFINITY, ...here);
    const shift = turn() + FIRST_BASELINE - PAGE.bottom;
    pen().sheet.push(...below.map((mark) => ({ ...mark, y: mark.y + shift })));
    y += shift;
  }
  return y;
}

/** How far below the top of a page the first line of what is carried over stands. */
const FIRST_BASELINE = 14;

/** A box across the page's end becomes two. */
function parted(sheet: Sheet): [Sheet, Sheet] {
  const here = sheet.flatMap((mark) => {
    if (mark.y > PAGE.bottom) return [];
    return 'fill' in mark ? { ...mark, height: Math.min(mark.height, PAGE.bottom - mark.y) } : mark;
  });
  const below = sheet.flatMap((mark) => {
    if (mark.y > PAGE.bottom) return mark;
    const rest = 'fill' in mark ? mark.y + mark.height - PAGE.bottom : 0;
    return 'fill' in mark && rest > 0 ? { ...mark, y: PAGE.bottom, height: rest } : [];
  });
  return [here, below];
}
