import type { SetLine } from './setLine.ts';
import type { Sheet } from './sheet.ts';
import type { Style, Typesetter } from './typesetter.ts';

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 48, bottom: 786, foot: 808 } as const;
export const CONTENT_WIDTH = PAGE.right - PAGE.left;

export type Ink = Style & { readonly color: string /** From one baseline to the next. */; readonly leading: number };

export const ink = (size: number, color: string, weight: Style['weight'] = 'regular', leading = size * 1.38): Ink => ({
  size,
  color,
  weight,
  leading,
});

/** Draws on one page. Every `y` that goes in or out is the top of a block, not a baseline. */
export type Pen = {
  readonly sheet: Sheet;
  readonly type: Typesetter;
};

/** How far below its top a line's baseline stands. */
export const rise = ({ size, leading }: Ink): number => (leading - size) / 2 + size * 0.82;

export function drawLine({ sheet }: Pen, line: SetLine, x: number, y: number, style: Ink): void {
  sheet.push({ line, x, y: y + rise(style), style, color: style.color });
}

/** One line, ending at `right`. */
export function drawRight(pen: Pen, text: string, right: number, y: number, style: Ink): void {
  const line = pen.type.line(text, style);
  drawLine(pen, line, right - line.width, y, style);
}

export function drawLeft(pen: Pen, text: string, x: number, y: number, style: Ink): void {
  drawLine(pen, pen.type.line(text, style), x, y, style);
}

export type Block = { readonly x: number; readonly width: number; readonly align?: 'left' | 'right' };

/** A paragraph; answers where it ends. */
export function drawBlock(pen: Pen, text: string, { x, width, align = 'left' }: Block, y: number, style: Ink): number {
  const lines = pen.type.wrap(text, style, width);
  lines.forEach((line, index) => {
    drawLine(pen, line, align === 'right' ? x + width - line.width : x, y + index * style.leading, style);
  });
  return y + lines.length * style.leading;
}

export function drawBox({ sheet }: Pen, x: number, y: number, width: number, height: number, fill: string): void {
  sheet.push({ x, y, width, height, fill });
}
