// @ts-expect-error pdfkit brings no types along, and the baseline is to need nothing else
import PDFDocument from 'pdfkit';
import type { InvoiceDocument, Line } from '../../shared/domain/invoice.ts';
import { decimalText, toReadable } from '../../shared/domain/money.ts';
import { serve } from './serve.ts';

/**
 * The classic page of the sample, drawn with pdfkit alone by someone who knows where everything goes: nothing is laid out, no font is
 * chosen, no text is looked at. What any way of making the same page is measured against.
 */
const [LEFT, RIGHT, BOTTOM] = [48, 547.28, 786];
const [BLACK, GREY, HAIR] = ['#1b1f24', '#667080', '#dfe3e8'];
const RIGHTS = [381.63, 436.83, 470.84, 545.28] as const;
const ROOM = 278;
const WRAP = { width: ROOM, lineGap: 2.07 };
const PLAIN = { lineBreak: false, baseline: 'alphabetic' } as const;

type Doc = {
  font(name: string, size: number): Doc;
  fillColor(color: string): Doc;
  text(text: string, x: number, y: number, options: object): Doc;
  widthOfString(text: string): number;
  rect(x: number, y: number, width: number, height: number): Doc;
  fill(color: string): Doc;
  image(file: Buffer, x: number, y: number, options: object): Doc;
  addPage(): Doc;
  switchToPage(page: number): void;
  bufferedPageRange(): { readonly count: number };
  on(event: 'data', listen: (chunk: Uint8Array) => void): void;
  on(event: 'end', listen: () => void): void;
  end(): void;
};

export function byHand(invoice: InvoiceDocument, logo: Uint8Array): Promise<Uint8Array> {
  const doc: Doc = new PDFDocument({ autoFirstPage: false, bufferPages: true, margin: 0, size: 'A4' });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const done = new Promise<Uint8Array>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
  doc.addPage();
  doc.image(Buffer.from(logo), LEFT, 48, { width: 190 });
  rows(doc, invoice, head(doc, invoice));
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    doc.rect(LEFT, 800, RIGHT - LEFT, 0.5).fill(HAIR);
    left(doc, `${invoice.company.name} · Tax Invoice ${invoice.number}`, LEFT, 817, 8.5, GREY);
    right(doc, `Page ${page + 1} of ${count}`, RIGHT, 817, 8.5, GREY);
  }
  doc.end();
  return done;
}

function left(doc: Doc, text: string, x: number, y: number, size: number, color: string, font = 'Helvetica'): void {
  doc.font(font, size).fillColor(color).text(text, x, y, PLAIN);
}

function right(doc: Doc, text: string, x: number, y: number, size: number, color: string, font = 'Helvetica'): void {
  doc.font(font, size).fillColor(color);
  doc.text(text, x - doc.widthOfString(text), y, PLAIN);
}

const BOLD = 'Helvetica-Bold';

function head(doc: Doc, { company, buyer, number }: InvoiceDocument): number {
  left(doc, company.name, LEFT, 133, 11, BLACK, BOLD);
  ['ABN 51 824 753 556', ...company.address, company.phone ?? '', company.email].forEach((line, index) => {
    left(doc, line, LEFT, 149 + index * 12.4, 9, GREY);
  });
  right(doc, 'Tax Invoice', RIGHT, 67, 24, BLACK, BOLD);
  const facts = [number, '1 December 2026', '15 December 2026', buyer.reference ?? '', 'AUD'];
  ['Invoice number', 'Invoice date', 'Due date', 'Your reference', 'Currency'].forEach((label, index) => {
    left(doc, label, RIGHT - 222, 97 + index * 16, 9, GREY);
    right(doc, facts[index] ?? '', RIGHT, 97 + index * 16, 9, BLACK, BOLD);
  });
  doc.rect(LEFT, 220, RIGHT - LEFT, 0.75).fill(HAIR);
  left(doc, 'Bill to', LEFT, 245, 8.5, GREY);
  left(doc, buyer.name, LEFT, 261, 11, BLACK, BOLD);
  buyer.address.forEach((line, index) => {
    left(doc, line, LEFT, 276 + index * 12.4, 9, BLACK);
  });
  return tableHead(doc, 316.35);
}

function tableHead(doc: Doc, y: number): number {
  left(doc, 'Description', LEFT + 2, y + 14, 8.5, BLACK, BOLD);
  ['Quantity', 'Unit price', 'GST', 'Amount ex tax'].forEach((label, index) => {
    right(doc, label, RIGHTS[index] ?? 0, y + 14, 8.5, BLACK, BOLD);
  });
  doc.rect(LEFT, y + 21, RIGHT - LEFT, 1).fill(BLACK);
  return y + 22;
}

function rows(doc: Doc, { lines, company, number, subtotal, tax, total }: InvoiceDocument, start: number): void {
  let y = start;
  let [amount, taxes] = [0, 0];
  for (const line of lines) {
    const height = (line.description.length > 70 ? 2 : 1) * 12.42 + 8;
    const isLast = line === lines.at(-1);
    if (y + height > BOTTOM - (isLast ? 131 : 18)) {
      right(
        doc,
        `Carried forward: $${toReadable(amount as never)} ex tax, GST $${toReadable(taxes as never)}`,
        RIGHT - 2,
        y + 16,
        8.5,
        GREY,
      );
      doc.addPage();
      left(doc, company.name, LEFT, 50, 9, BLACK, BOLD);
      right(doc, `Tax Invoice ${number}`, RIGHT, 50, 9, GREY);
      y = tableHead(doc, 60);
    }
    row(doc, line, y, height);
    doc.rect(LEFT, y + height - 0.5, RIGHT - LEFT, 0.5).fill(HAIR);
    y += height;
    amount += line.amount;
    taxes += line.tax;
  }
  closing(
    doc,
    number,
    [subtotal, tax, total].map((sum) => `$${toReadable(sum)}`),
    y + 16,
  );
}

function row(doc: Doc, line: Line, y: number, height: number): void {
  if (height > 24)
    doc
      .font('Helvetica', 9)
      .fillColor(BLACK)
      .text(line.description, LEFT + 2, y + 5, WRAP);
  else left(doc, line.description, LEFT + 2, y + 13, 9, BLACK);
  const figures = [
    decimalText(line.quantity),
    `$${decimalText(line.unitPrice, 2)}`,
    `${decimalText(line.taxRate)}%`,
    `$${toReadable(line.amount)}`,
  ];
  for (const [index, figure] of figures.entries()) right(doc, figure, RIGHTS[index] ?? 0, y + 13, 9, BLACK);
}

function closing(doc: Doc, number: string, [subtotal = '', tax = '', total = '']: readonly string[], y: number): void {
  doc.rect(LEFT, y, 243, 116).fill('#f6f7f9');
  left(doc, 'How to pay', LEFT + 12, y + 22, 10, BLACK, BOLD);
  left(doc, 'Please quote the reference.', LEFT + 12, y + 40, 9, BLACK);
  const facts = [
    ['Bank', 'Example Bank'],
    ['BSB', '062-000'],
    ['Account number', '12345678'],
    ['Reference', number],
  ];
  facts.forEach(([label = '', value = ''], index) => {
    left(doc, label, LEFT + 12, y + 58 + index * 14.4, 8.5, GREY);
    left(doc, value, LEFT + 94, y + 58 + index * 14.4, 9, BLACK);
  });
  left(doc, 'Subtotal', 321, y + 12, 9, GREY);
  right(doc, subtotal, RIGHT - 2, y + 12, 9, BLACK);
  left(doc, 'GST 10%', 321, y + 30, 9, GREY);
  right(doc, tax, RIGHT - 2, y + 30, 9, BLACK);
  doc.rect(319, y + 38, 228, 0.75).fill(BLACK);
  left(doc, 'Total AUD', 321, y + 54, 10.5, BLACK, BOLD);
  right(doc, total, RIGHT - 2, y + 54, 10.5, BLACK, BOLD);
  doc.rect(319, y + 67, 228, 40).fill('#eceff3');
  left(doc, 'Amount due', 331, y + 84, 8.5, BLACK, BOLD);
  left(doc, 'by 15 December 2026', 331, y + 97, 8.5, BLACK);
  right(doc, `${total} AUD`, RIGHT - 12, y + 92, 14, BLACK, BOLD);
}

serve(byHand);
