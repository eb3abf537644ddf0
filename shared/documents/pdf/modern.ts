import type { Content } from './content.ts';
import type { Look } from './look.ts';
import { CONTENT_WIDTH, drawBlock, drawBox, drawLeft, drawRight, ink, PAGE, type Pen } from './page.ts';
import { drawRunningHead } from './runningHead.ts';

const DEEP = '#123c4a';
const DARK = '#1d2b33';
const GREY = '#5f7078';
const TINT = '#edf4f5';
const PALE = '#c9dfe2';

const text = ink(9, DARK);
const muted = ink(8.5, GREY, 'regular', 12.4);
const strong = ink(9, DARK, 'bold');
const caption = ink(8, GREY, 'bold', 12);
const name = ink(11, DARK, 'bold', 15);
const white = ink(8.5, '#ffffff', 'bold');

const table = { head: white, headFill: DEEP, text, strong, muted, rule: TINT, stripe: '#f5f9f9', inset: 10 };

/** A band of colour, striped rows, and the amount where the eye falls first. */
export const modern: Look = {
  table,
  closing: {
    table,
    label: ink(9, GREY),
    heading: ink(10, DEEP, 'bold'),
    total: ink(10.5, DARK, 'bold'),
    outcome: ink(14, '#ffffff', 'bold'),
    outcomeHint: ink(8.5, PALE),
    outcomeFill: DEEP,
    panel: TINT,
    rule: PALE,
  },
  logo: { x: PAGE.left, y: 38, width: 200, height: 64 },
  opening(content, pen, logoHeight) {
    const header = drawSeller(content, pen, logoHeight > 0);
    const y = Math.max(38 + logoHeight, header, 84) + 18;
    drawBand(content, pen, y);
    return drawNotes(content, pen, drawColumns(content, pen, y + BAND + 20)) + 20;
  },
  again(content, pen) {
    drawBox(pen, 0, 0, PAGE.width, 6, DEEP);
    drawRunningHead(content, pen, PAGE.top - 14, strong, muted);
    return PAGE.top + 8;
  },
  footer({ seller, title, number }, pen, page, pages) {
    const whose = pen.type.line(`${seller.name} · ${title} ${number}`, muted);
    if (whose.width < CONTENT_WIDTH - 80) drawLeft(pen, `${seller.name} · ${title} ${number}`, PAGE.left, PAGE.foot, muted);
    drawRight(pen, `Page ${page} of ${pages}`, PAGE.right, PAGE.foot, muted);
  },
};

const BAND = 50;
const COLUMN = 222;

/** With a logo the seller stands at the right; without one its name takes the logo's place. */
function drawSeller({ seller }: Content, pen: Pen, hasLogo: boolean): number {
  const side = { x: PAGE.right - COLUMN, width: COLUMN, align: 'right' } as const;
  let y = 36;
  let left = y;
  if (hasLogo) y = drawBlock(pen, seller.name, side, y, name) + 1;
  else left = drawBlock(pen, seller.name, { x: PAGE.left, width: CONTENT_WIDTH - COLUMN - 20 }, y, ink(18, DEEP, 'bold', 23));
  for (const line of seller.lines) y = drawBlock(pen, line, side, y, muted);
  return Math.max(left, y);
}

function drawBand({ title, number }: Content, pen: Pen, y: number): void {
  drawBox(pen, 0, y, PAGE.width, BAND, DEEP);
  const words = ink(21, '#ffffff', 'bold', 26);
  const mark = ink(13, '#ffffff', 'regular', 18);
  drawLeft(pen, title, PAGE.left, y + (BAND - words.leading) / 2, words);
  drawRight(pen, number, PAGE.right, y + (BAND - mark.leading) / 2, mark);
}

function drawColumns({ buyer, facts, outcome }: Content, pen: Pen, start: number): number {
  const first = { x: PAGE.left, width: 176 };
  drawLeft(pen, 'BILL TO', first.x, start, caption);
  let left = drawBlock(pen, buyer.name, first, start + 15, name) + 1;
  for (const line of buyer.lines) left = drawBlock(pen, line, first, left, text);

  const second = PAGE.left + 196;
  drawLeft(pen, 'DETAILS', second, start, caption);
  let middle = start + 16;
  for (const { label, value } of facts) {
    drawLeft(pen, label, second, middle, muted);
    middle = drawBlock(pen, value, { x: second + 76, width: 82 }, middle, strong) + 2;
  }

  const third = PAGE.left + 372;
  const width = PAGE.right - third;
  drawBox(pen, third, start, width, 62, TINT);
  drawLeft(pen, outcome.label.toUpperCase(), third + 12, start + 8, caption);
  drawLeft(pen, outcome.value, third + 12, start + 22, fitting(pen, outcome.value, width - 24));
  if (outcome.hint) drawLeft(pen, outcome.hint, third + 12, start + 42, muted);
  return Math.max(left, middle, start + 62);
}

/** The largest of a few sizes in which the amount has room. */
function fitting(pen: Pen, amount: string, width: number) {
  const sizes = [15, 13, 11, 9, 7].map((size) => ink(size, DEEP, 'bold', 19));
  return sizes.find((style) => pen.type.width(amount, style) <= width) ?? ink(6, DEEP, 'bold', 19);
}

function drawNotes({ notes }: Content, pen: Pen, start: number): number {
  let y = start + (notes.length > 0 ? 12 : 0);
  for (const note of notes) y = drawBlock(pen, note, { x: PAGE.left, width: CONTENT_WIDTH }, y, text) + 1;
  return y;
}
