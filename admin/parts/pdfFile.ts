import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy, TextLayer } from 'pdfjs-dist';

// A file of ours beside the app: the content security policy allows workers of no other origin.
GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

/** A PDF that is open. */
export type PdfFile = {
  readonly pages: number;
  /** Height over width of the first page: what the place of one not drawn yet looks like. */
  readonly ratio: number;
  /** @throws when it cannot be drawn, or any more: `signal` says that nobody waits for it */
  draw(page: number, onto: Canvas, signal: AbortSignal): Promise<void>;
  close(): void;
};

type Canvas = {
  readonly canvas: HTMLCanvasElement;
  readonly text: HTMLElement;
  /** CSS pixels. */
  readonly width: number;
};

/** @throws what pdf.js throws when the bytes are no PDF, or an Error when they cannot be fetched */
export async function openPdf(url: string, signal: AbortSignal): Promise<PdfFile> {
  const response = await fetch(url, { signal, credentials: 'omit' });
  if (!response.ok) throw new Error(`The file store answered ${response.status}: the link may be too old`);
  const loading = getDocument({ data: new Uint8Array(await response.arrayBuffer()) });
  const close = () => void loading.destroy();
  try {
    const document = await loading.promise;
    signal.throwIfAborted();
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
    return { pages: document.numPages, ratio: height / width, draw: (page, onto, signal) => draw(document, page, onto, signal), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function draw(document: PDFDocumentProxy, number: number, { canvas, text, width }: Canvas, signal: AbortSignal): Promise<void> {
  const page = await document.getPage(number);
  signal.throwIfAborted();
  const scale = width / page.getViewport({ scale: 1 }).width;
  // As many dots as the screen has, so that small print is sharp; more than three nobody sees.
  const dots = Math.min(window.devicePixelRatio || 1, 3);
  const viewport = page.getViewport({ scale: scale * dots });
  // Drawn aside and shown whole: what stood there before stays until then.
  const aside = window.document.createElement('canvas');
  aside.width = Math.floor(viewport.width);
  aside.height = Math.floor(viewport.height);
  const drawing = page.render({ canvas: aside, viewport });
  signal.addEventListener('abort', () => drawing.cancel(), { once: true });
  await drawing.promise;
  signal.throwIfAborted();
  canvas.width = aside.width;
  canvas.height = aside.height;
  canvas.getContext('2d')?.drawImage(aside, 0, 0);
  await write(page, text, scale);
}

/** The page's words over its picture, not to be seen: they can be read out, searched and copied. */
async function write(page: PDFPageProxy, text: HTMLElement, scale: number): Promise<void> {
  text.replaceChildren();
  text.style.setProperty('--total-scale-factor', String(scale));
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport: page.getViewport({ scale }) });
  await layer.render();
}
