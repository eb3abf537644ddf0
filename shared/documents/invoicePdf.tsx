import { Canvas, Document, Image, Page, renderToBuffer } from '@react-pdf/renderer';
import type { InvoiceDocument } from '../domain/invoice.ts';
import { classic } from './pdf/classic.ts';
import { contentOf, textsOf } from './pdf/content.ts';
import { fittingLogo } from './pdf/logo.ts';
import type { Look } from './pdf/look.ts';
import { modern } from './pdf/modern.ts';
import { PAGE } from './pdf/page.ts';
import { layOut } from './pdf/pages.ts';
import { type Painter, paint } from './pdf/sheet.ts';
import { typesetterFor } from './pdf/typesetter.ts';
import { wakeLayout } from './pdf/wakeLayout.ts';

const LOOKS: Readonly<Record<InvoiceDocument['layout'], Look>> = { classic, modern };
/** The painter draws on the whole page from its top left corner; a canvas as large as the page would not fit onto it, to the rounding. */
const CORNER = { position: 'absolute', left: 0, top: 0, width: 1, height: 1 } as const;

/**
 * The invoice as a PDF. The same document and logo give the same bytes, in every process. A logo that cannot be read is left out: an
 * invoice without its logo is better than none.
 */
export async function invoicePdf(document: InvoiceDocument, logo?: Uint8Array): Promise<Uint8Array> {
  const look = LOOKS[document.layout];
  const content = contentOf(document);
  const picture = logo && fittingLogo(logo, look.logo);
  const type = await typesetterFor([...textsOf(content)]);
  const sheets = layOut(content, look, type, picture?.height ?? 0);
  const about = {
    title: `${content.title} ${content.number}`,
    author: content.seller.name,
    subject: `For ${content.buyer.name}`,
    creator: 'Rebill',
    producer: 'Rebill',
    language: 'en-AU',
    creationDate: new Date(`${document.date}T00:00:00Z`),
  };
  const pages = sheets.map((sheet, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pages never change places
    <Page key={index} size={[PAGE.width, PAGE.height]}>
      {picture && index === 0 && (
        <Image
          src={picture.source}
          cache={false}
          style={{ ...CORNER, left: look.logo.x, top: look.logo.y, width: picture.width, height: picture.height }}
        />
      )}
      <Canvas style={CORNER} paint={(painter: Painter) => paint(sheet, painter)} />
    </Page>
  ));
  return wakeLayout(() =>
    renderToBuffer(
      <Document {...about} pdfVersion="1.7">
        {pages}
      </Document>,
    ),
  );
}
