import { Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../api/account.ts';
import { Problem, wordsOf } from '../../api/problem.ts';
import { pdfPreviewQuery } from '../../api/settings.ts';
import type { PdfDraft } from '../../api/types.ts';
import { PdfView } from '../../parts/pdfView.tsx';
import { pdfDraftOf } from './settingsFields.ts';
import { useShared } from './settingsForm.ts';

/** How long typing must rest before a sample is printed, in milliseconds. */
const REST_MS = 600;

/** The sample that is printed with what is typed and the logo that is picked; one for all who ask for the same layout. */
export function useSamplePdf(layout: Account['layout']) {
  const { form, logo } = useShared();
  const draft = pdfDraftOf({ ...form.getValues(), layout }, logo.base64);
  const [rested] = useDebouncedValue(JSON.stringify(draft), REST_MS);
  const name = logo.picked ? `${logo.picked.name} ${logo.picked.size} ${logo.picked.lastModified}` : '';
  return useQuery(pdfPreviewQuery(JSON.parse(rested) as PdfDraft, name));
}

type Props = { readonly layout?: Account['layout']; readonly maxWidth?: number };

/** A sample invoice as the printer makes it. */
export function SamplePdf({ layout, maxWidth = 520 }: Props) {
  const { form } = useShared();
  const printed = layout ?? form.getValues().layout;
  const { data, error } = useSamplePdf(printed);
  // What cannot be printed leaves the last one in sight.
  const [good, setGood] = useState(data);
  if (data && data !== good) setGood(data);
  const ofLogo = error instanceof Problem && error.errors.some(({ field }) => field === 'logo');
  if (!good)
    return error ? <Text size="sm">{ofLogo ? 'Shown once the logo can be printed.' : cannot(error)}</Text> : <Waiting {...{ maxWidth }} />;
  return (
    <>
      {error && !ofLogo && <Text size="sm">{cannot(error)}</Text>}
      <PdfView url={good.url} title={`Sample invoice, ${printed} layout`} maxWidth={maxWidth} />
    </>
  );
}

const cannot = (error: unknown) => `The sample cannot be shown: ${wordsOf(error)}`;

const Waiting = ({ maxWidth }: { maxWidth: number }) => <Skeleton maw={maxWidth} style={{ aspectRatio: '210 / 297' }} />;
