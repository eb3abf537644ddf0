import type { Content, Row } from './content.ts';
import { CONTENT_WIDTH, drawBox, drawLine, drawRight, type Ink, PAGE, type Pen } from './page.ts';
import type { SetLine } from './setLine.ts';
import type { Typesetter } from './typesetter.ts';

/** How a layout's table looks. */
export type TableLook = {
  readonly head: Ink;
  readonly headFill?: string;
  readonly text: Ink;
  readonly strong: Ink;
  readonly muted: Ink;
  readonly rule: string;
  readonly headRule?: string;
  /** Every second row is laid on it. */
  readonly stripe?: string;
  /** Text stands this far inside the table's edges. */
  readonly inset: number;
};

const GAP = 16;
const PADDING = 4;
export const HEAD_HEIGHT = 22;
/** What is kept free below the last row of a page for the sums carried forward. */
const CARRIED_HEIGHT = 18;

type SetRow = Row & { readonly lines: readonly SetLine[]; readonly cells: readonly SetLine[] };

export type Table = {
  readonly look: TableLook;
  readonly content: Content;
  readonly rows: readonly SetRow[];
  /** Where each column of figures ends, from the left edge of the paper. */
  readonly rights: readonly number[];
};

export function tableOf(content: Content, look: TableLook, type: Typesetter): Table {
  const rows = content.rows.map((row) => ({ ...row, cells: row.figures.map((figure) => type.line(figure, look.text)) }));
  const widths = content.heads
    .slice(1)
    .map((head, column) => rows.reduce((widest, { cells }) => Math.max(widest, cells[column]?.width ?? 0), type.width(head, look.head)));
  const rights: number[] = [];
  let right = PAGE.right - look.inset;
  for (const width of widths.toReversed()) {
    rights.unshift(right);
    right -= width + GAP;
  }
  const room = Math.max(right - PAGE.left - look.inset, 80);
  return { look, content, rights, rows: rows.map((row) => ({ ...row, lines: type.wrap(row.description, look.text, room) })) };
}

/** What the table needs of the pages. */
export type Pages = {
  readonly pen: () => Pen;
  /** Begins another page; answers where its content begins. */
  readonly turn: () => number;
};

const heightOf = (lines: number, { text }: TableLook): number => lines * text.leading + 2 * PADDING;

/**
 * Draws all rows from `start` on, over as many pages as they take, each with the table's head; answers where it ends. `below` is the height
 * of what follows: when it has no room under the last row, that row goes along to its page.
 */
export function drawTable(table: Table, pages: Pages, start: number, below: number): number {
  const { look, rows } = table;
  const last = PAGE.bottom - CARRIED_HEIGHT;
  const sums = { amount: 0, tax: 0 };
  let y = start;
  let onFreshPage = start;
  const turn = () => {
    drawRight(
      pages.pen(),
      table.content.carried(sums.amount as Row['amount'], sums.tax as Row['tax']),
      PAGE.right - look.inset,
      y + 6,
      look.muted,
    );
    const top = pages.turn();
    y = drawHead(table, pages.pen(), top);
    onFreshPage = y;
  };
  if (y + HEAD_HEIGHT + heightOf(2, look) > last) y = pages.turn();
  y = drawHead(table, pages.pen(), y);
  onFreshPage = y;
  rows.forEach((row, index) => {
    let from = 0;
    const lonely = index === rows.length - 1 && row.lines.length <= WHOLE_ROW && y + heightOf(row.lines.length, look) + below > PAGE.bottom;
    const fits = () => Math.floor((last - y - 2 * PADDING) / look.text.leading);
    if (row.lines.length > fits() && (row.lines.length <= WHOLE_ROW || fits() < 3)) turn();
    else if (lonely && y > onFreshPage) turn();
    do {
      const part = row.lines.slice(from, from + Math.max(1, fits()));
      y = drawRow(table, pages.pen(), { ...row, lines: part, cells: from === 0 ? row.cells : [] }, y, index);
      if (from === 0) {
        sums.amount += row.amount;
        sums.tax += row.tax;
      }
      from += Math.max(1, part.length);
      if (from < row.lines.length) turn();
    } while (from < row.lines.length);
  });
  return y;
}

/** A row of no more lines than these is never parted. */
const WHOLE_ROW = 12;

function drawHead({ look, content, rights }: Table, pen: Pen, y: number): number {
  if (look.headFill) drawBox(pen, PAGE.left, y, CONTENT_WIDTH, HEAD_HEIGHT, look.headFill);
  const top = y + (HEAD_HEIGHT - look.head.leading) / 2;
  content.heads.forEach((head, column) => {
    const line = pen.type.line(head, look.head);
    const right = rights[column - 1];
    drawLine(pen, line, right === undefined ? PAGE.left + look.inset : right - line.width, top, look.head);
  });
  if (look.headRule) drawBox(pen, PAGE.left, y + HEAD_HEIGHT - 1, CONTENT_WIDTH, 1, look.headRule);
  return y + HEAD_HEIGHT;
}

function drawRow({ look, rights }: Table, pen: Pen, row: SetRow, y: number, index: number): number {
  const height = heightOf(Math.max(1, row.lines.length), look);
  if (look.stripe && index % 2 === 1) drawBox(pen, PAGE.left, y, CONTENT_WIDTH, height, look.stripe);
  row.lines.forEach((line, at) => {
    drawLine(pen, line, PAGE.left + look.inset, y + PADDING + at * look.text.leading, look.text);
  });
  row.cells.forEach((cell, column) => {
    drawLine(pen, cell, (rights[column] ?? 0) - cell.width, y + PADDING, look.text);
  });
  if (!look.stripe) drawBox(pen, PAGE.left, y + height - 0.5, CONTENT_WIDTH, 0.5, look.rule);
  return y + height;
}
