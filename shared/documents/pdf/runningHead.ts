import type { Content } from './content.ts';
import { CONTENT_WIDTH, drawLeft, drawRight, type Ink, PAGE, type Pen } from './page.ts';

/** So far apart that they are read as two. */
const GAP = 20;

/** Whose document it is and which, on every page but the first. A name that has no room beside the number is left out: the first page says it. */
export function drawRunningHead({ seller, title, number }: Content, pen: Pen, y: number, name: Ink, which: Ink): void {
  const words = `${title} ${number}`;
  const room = CONTENT_WIDTH - pen.type.width(words, which) - GAP;
  if (pen.type.width(seller.name, name) <= room) drawLeft(pen, seller.name, PAGE.left, y, name);
  drawRight(pen, words, PAGE.right, y, which);
}
