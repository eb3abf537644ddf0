import type { SetLine } from './setLine.ts';
import type { TrayFont } from './tray.ts';
import type { Style } from './typesetter.ts';

/** What we use of react-pdf's canvas painter, which is pdfkit's document. */
export type Painter = {
  font(name: string, size: number): Painter;
  font(font: TrayFont, name: string, size: number): Painter;
  fillColor(color: string): Painter;
  rect(x: number, y: number, width: number, height: number): Painter;
  fill(color: string): Painter;
  text(text: string, x: number, y: number, options: { readonly lineBreak: false; readonly baseline: 'alphabetic' }): Painter;
};

/** Something on a page, in points from its top left corner. A text's `y` is its baseline. */
export type Mark =
  | { readonly line: SetLine; readonly x: number; readonly y: number; readonly style: Style; readonly color: string }
  | { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly fill: string };

/** A page, as marks in the order in which they are drawn and read. */
export type Sheet = Mark[];

const HELVETICA = { regular: 'Helvetica', bold: 'Helvetica-Bold' } as const;
const AT_BASELINE = { lineBreak: false, baseline: 'alphabetic' } as const;

export function paint(sheet: Sheet, painter: Painter): null {
  let color = '';
  for (const mark of sheet) {
    if ('fill' in mark) {
      painter.rect(mark.x, mark.y, mark.width, mark.height).fill(mark.fill);
      color = mark.fill;
      continue;
    }
    if (mark.color !== color) painter.fillColor(mark.color);
    color = mark.color;
    for (const { tray, text, x } of mark.line.pieces) {
      if (tray) painter.font(tray.font, tray.name, mark.style.size);
      else painter.font(HELVETICA[mark.style.weight], mark.style.size);
      painter.text(text, mark.x + x, mark.y, AT_BASELINE);
    }
  }
  return null;
}
