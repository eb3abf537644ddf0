import { Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Account } from '../../api/account.ts';
import { wordsOf } from '../../api/problem.ts';
import { type PdfDraft, pdfPreviewQuery } from '../../api/settings.ts';
import { PdfView } from '../../parts/pdfView.tsx';
import { pdfDraftOf } from './settingsFields.ts';
import { useShared } from './settingsForm.ts';

/** How long typing must rest before a sample is printed, in milliseconds. */
const REST_MS = 700;

/** A sample invoice as the printer makes it, with what is typed and the logo that is picked. */
export function SamplePdf({ layout, maxWidth = 520 }: { layout?: Account['layout']; maxWidth?: number }) {
  const { form, logo } = useShared();
  const fields = form.getValues();
  const draft = pdfDraftOf(layout ? { ...fields, layout } : fields, logo.base64);
  const [rested] = useDebouncedValue(JSON.stringify(draft), REST_MS);
  const name = logo.picked ? `${logo.picked.name} ${logo.picked.size} ${logo.picked.lastModified}` : '';
  const { data, error } = useQuery(pdfPreviewQuery(JSON.parse(rested) as PdfDraft, name));
  if (error && !data) return <Text size="sm">The sample cannot be shown: {wordsOf(error)}</Text>;
  if (!data) return <Skeleton maw={maxWidth} style={{ aspectRatio: '210 / 297' }} />;
  return <PdfView url={data.url} title={`Sample invoice, ${layout ?? fields.layout} layout`} maxWidth={maxWidth} />;
}
