import { Alert, Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { wordsOf } from '../api/problem.ts';
import type { PdfFile } from './pdfFile.ts';
import styles from './pdfView.module.css';

type Props = {
  /** A link to the file; with another one, the old picture stays until the new one is there. */
  readonly url: string;
  /** What it is, to whoever cannot see it: "Invoice AAP-00001". */
  readonly title: string;
  /** The widest that a page is drawn, in CSS pixels. */
  readonly maxWidth?: number;
};

/** A PDF's pages, one under the other, each drawn when it comes near. pdf.js is loaded with the first. */
export function PdfView({ url, title, maxWidth = 900 }: Props) {
  const { ref, width } = useElementSize();
  const { file, error } = usePdf(url);
  return (
    <section ref={ref} className={styles.view} style={{ maxWidth }} aria-label={title} aria-busy={!file && !error}>
      {error !== undefined && (
        <Alert color="red" variant="light" title="The PDF cannot be shown here" role="alert">
          <Text size="sm">{wordsOf(error)}</Text>
          <Anchor href={url} rel="noopener" size="sm">
            Download it instead
          </Anchor>
        </Alert>
      )}
      {!file && error === undefined && <Skeleton style={{ aspectRatio: '210 / 297' }} />}
      {file && width > 0 && (
        <Stack gap="md">
          {Array.from({ length: file.pages }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place.
            <PdfPage key={at} file={file} number={at + 1} width={Math.floor(width)} title={title} />
          ))}
        </Stack>
      )}
    </section>
  );
}

function usePdf(url: string): { file: PdfFile | undefined; error: unknown } {
  const [file, setFile] = useState<PdfFile>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const leaving = new AbortController();
    let opened: PdfFile | undefined;
    const open = async () => {
      const { openPdf } = await import('./pdfFile.ts');
      opened = await openPdf(url, leaving.signal);
      if (leaving.signal.aborted) return opened.close();
      setFile(opened);
      setError(undefined);
    };
    open().catch((cause: unknown) => {
      if (!leaving.signal.aborted) setError(cause);
    });
    return () => {
      leaving.abort();
      opened?.close();
    };
  }, [url]);
  return { file, error };
}

type PageProps = { readonly file: PdfFile; readonly number: number; readonly width: number; readonly title: string };

function PdfPage({ file, number, width, title }: PageProps) {
  const page = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const near = useNear(page);
  useEffect(() => {
    if (!near || !canvas.current || !text.current) return;
    const leaving = new AbortController();
    file
      .draw(number, { canvas: canvas.current, text: text.current, width }, leaving.signal)
      .then(() => {
        setFailed(false);
        setDrawn(true);
      })
      .catch(() => !leaving.signal.aborted && setFailed(true));
    return () => leaving.abort();
  }, [file, number, width, near]);
  const label = file.pages > 1 ? `${title}, page ${number} of ${file.pages}` : title;
  return (
    <div ref={page} className={styles.page} style={{ width, height: Math.round(width * file.ratio) }}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} data-drawn={drawn || undefined} />
      <div ref={text} className={styles.text} />
      {failed && <p className={styles.failed}>This page cannot be drawn here. The download has it.</p>}
    </div>
  );
}

/** Whether it is on the screen, or was, or is about to be. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const watcher = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && setNear(true), {
      rootMargin: '800px',
    });
    watcher.observe(element.current);
    return () => watcher.disconnect();
  }, [element]);
  return near;
}
