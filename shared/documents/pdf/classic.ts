import type { Content } from './content.ts';
import type { Look } from './look.ts';
import { CONTENT_WIDTH, drawBlock, drawBox, drawLeft, drawRight, ink, PAGE, type Pen } from './page.ts';
import { drawRunningHead } from './runningHead.ts';

const BLACK = '#1b1f24';
const GREY = '#667080';
const HAIR = '#dfe3e8';

const text = ink(9, BLACK);
const muted = ink(8.5, GREY, 'regular', 12.4);
const label = ink(9, GREY);
const strong = ink(9, BLACK, 'bold');
const name = ink(11, BLACK, 'bold', 15);
const title = ink(24, BLACK, 'bold', 30);

const table = { head: ink(8.5, BLACK, 'bold'), text, strong, muted, rule: HAIR, headRule: BLACK, inset: 2 };

/** Black on white, with fine rules: like a letter. */
export const classic: Look = {
  table,
  closing: {
    table,
    label,
    heading: ink(10, BLACK, 'bold'),
    total: ink(10.5, BLACK, 'bold'),
    outcome: ink(14, BLACK, 'bold'),
    outcomeHint: ink(8.5, BLACK),
    outcomeFill: '#eceff3',
    panel: '#f6f7f9',
    rule: BLACK,
  },
  logo: { x: PAGE.left, y: PAGE.top, width: 190, height: 64 },
  opening(content, pen, logoHeight) {
    const left = drawSeller(content, pen, PAGE.top + (logoHeight > 0 ? logoHeight + 14 : 2));
    const right = drawTitle(content, pen);
    const y = Math.max(left, right) + 20;
    drawBox(pen, PAGE.left, y, CONTENT_WIDTH, 0.75, HAIR);
    return drawNotes(content, pen, drawBuyer(content, pen, y + 16)) + 20;
  },
  again(content, pen) {
    drawRunningHead(content, pen, PAGE.top - 8, strong, label);
    return PAGE.top + 12;
  },
  footer({ seller, title: kind, number }, pen, page, pages) {
    drawBox(pen, PAGE.left, PAGE.foot - 8, CONTENT_WIDTH, 0.5, HAIR);
    const whose = pen.type.line(`${seller.name} · ${kind} ${number}`, muted);
    if (whose.width < CONTENT_WIDTH - 80) drawLeft(pen, `${seller.name} · ${kind} ${number}`, PAGE.left, PAGE.foot, muted);
    drawRight(pen, `Page ${page} of ${pages}`, PAGE.right, PAGE.foot, muted);
  },
};

const SIDE_WIDTH = 236;

function drawSeller({ seller }: Content, pen: Pen, start: number): number {
  const block = { x: PAGE.left, width: SIDE_WIDTH };
  let y = drawBlock(pen, seller.name, block, start, name) + 2;
  for (const line of seller.lines) y = drawBlock(pen, line, block, y, label);
  return y;
}

function drawTitle({ title: words, facts }: Content, pen: Pen): number {
  drawRight(pen, words, PAGE.right, PAGE.top - 4, title);
  let y = PAGE.top + 40;
  for (const { label: what, value } of facts) {
    drawLeft(pen, what, PAGE.right - 222, y, label);
    y = drawBlock(pen, value, { x: PAGE.right - 132, width: 132, align: 'right' }, y, strong) + 3.5;
  }
  return y;
}

function drawBuyer({ buyer }: Content, pen: Pen, start: number): number {
  const block = { x: PAGE.left, width: CONTENT_WIDTH };
  drawLeft(pen, 'Bill to', PAGE.left, start, muted);
  let y = drawBlock(pen, buyer.name, block, start + muted.leading + 2, name) + 1;
  for (const line of buyer.lines) y = drawBlock(pen, line, block, y, text);
  return y;
}

function drawNotes({ notes }: Content, pen: Pen, start: number): number {
  let y = start + (notes.length > 0 ? 12 : 0);
  for (const note of notes) y = drawBlock(pen, note, { x: PAGE.left, width: CONTENT_WIDTH }, y, text) + 1;
  return y;
}
