import type { Content, Fact } from './content.ts';
import { CONTENT_WIDTH, drawBlock, drawBox, drawLeft, drawRight, type Ink, PAGE, type Pen } from './page.ts';
import type { TableLook } from './table.ts';

/** How totals and payment look. */
export type ClosingLook = {
  readonly table: TableLook;
  readonly label: Ink;
  readonly heading: Ink;
  readonly total: Ink;
  readonly outcome: Ink;
  readonly outcomeHint: Ink;
  readonly outcomeFill: string;
  readonly panel: string;
  readonly rule: string;
};

const GUTTER = 28;
const TOTALS_WIDTH = 228;
const PAYMENT_WIDTH = CONTENT_WIDTH - TOTALS_WIDTH - GUTTER;
const ROW = 18;
const OUTCOME_HEIGHT = 40;
const PADDING = 12;
const LABEL_WIDTH = 82;

/** The totals and how to pay, side by side and never parted from one another; answers the height they take. */
export function closingHeight(content: Content, look: ClosingLook, type: Pen['type']): number {
  const scratch: Pen = { sheet: [], type };
  return Math.max(drawTotals(content, look, scratch, 0), drawPayment(content, look, scratch, 0));
}

export function drawClosing(content: Content, look: ClosingLook, pen: Pen, y: number): void {
  drawPayment(content, look, pen, y);
  drawTotals(content, look, pen, y);
}

function drawTotals({ totals, outcome }: Content, look: ClosingLook, pen: Pen, start: number): number {
  const left = PAGE.right - TOTALS_WIDTH;
  const right = PAGE.right - look.table.inset;
  let y = start;
  totals.forEach(({ label, value }, index) => {
    const last = index === totals.length - 1;
    const style = last ? look.total : look.label;
    if (last && index > 0) {
      drawBox(pen, left, y + 2, TOTALS_WIDTH, 0.75, look.rule);
      y += 5;
    }
    const top = y + (ROW - style.leading) / 2;
    drawLeft(pen, label, left + look.table.inset, top, style);
    drawRight(pen, value, right, top, last ? style : look.table.text);
    y += ROW;
  });
  y += 8;
  drawBox(pen, left, y, TOTALS_WIDTH, OUTCOME_HEIGHT, look.outcomeFill);
  const { label, value, hint } = outcome;
  const middle = y + (OUTCOME_HEIGHT - look.outcome.leading) / 2;
  const labelTop = hint ? y + 6 : y + (OUTCOME_HEIGHT - look.outcomeHint.leading) / 2;
  drawLeft(pen, label, left + 12, labelTop, { ...look.outcomeHint, weight: 'bold' });
  if (hint) drawLeft(pen, hint, left + 12, labelTop + look.outcomeHint.leading + 1, look.outcomeHint);
  drawRight(pen, value, PAGE.right - 12, middle, look.outcome);
  return y + OUTCOME_HEIGHT;
}

function drawPayment({ payment }: Content, look: ClosingLook, pen: Pen, start: number): number {
  if (!payment) return start;
  const x = PAGE.left + PADDING;
  const width = PAYMENT_WIDTH - 2 * PADDING;
  const from = pen.sheet.length;
  let y = start + PADDING;
  drawLeft(pen, 'How to pay', x, y, look.heading);
  y += look.heading.leading + 4;
  if (payment.text) y = drawBlock(pen, payment.text, { x, width }, y, look.table.text) + 5;
  for (const fact of payment.facts) y = drawFact(fact, look, pen, x, y, width);
  const height = y + PADDING - 2 - start;
  pen.sheet.splice(from, 0, { x: PAGE.left, y: start, width: PAYMENT_WIDTH, height, fill: look.panel });
  return start + height;
}

function drawFact({ label, value }: Fact, look: ClosingLook, pen: Pen, x: number, y: number, width: number): number {
  drawLeft(pen, label, x, y, look.table.muted);
  return drawBlock(pen, value, { x: x + LABEL_WIDTH, width: width - LABEL_WIDTH }, y, look.table.text) + 2;
}
