import { Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type Draft, estimateQuery } from '../../api/estimate.ts';
import { Problem, wordsOf } from '../../api/problem.ts';
import { Estimate } from './estimate.tsx';

/** How long typing must rest before the API is asked, in milliseconds. */
const REST_MS = 350;

/** What the draft will bill, while it is typed. What cannot be priced yet says what is missing, quietly. */
export function LiveEstimate({ customerId, draft }: { customerId: string; draft: Draft }) {
  const started = Boolean((draft.service ?? draft.charge)?.description && (draft.service ?? draft.charge)?.unitPrice);
  // By its text: the form makes a new object at each key, and most of them say the same.
  const text = JSON.stringify(draft);
  const [rested] = useDebouncedValue(text, REST_MS);
  const { data, error, isFetching } = useQuery({ ...estimateQuery(customerId, JSON.parse(rested) as Draft), enabled: started });
  if (!started) return <Text size="sm">What it will bill shows here.</Text>;
  if (error) return <Text size="sm">What it will bill shows here once it can be priced{why(error)}.</Text>;
  if (!data) return <Skeleton h={120} radius="md" />;
  return <Estimate estimate={data} pending={isFetching || rested !== text} />;
}

const FIELDS: Readonly<Record<string, string>> = {
  description: 'the description',
  unitPrice: 'the price',
  quantity: 'the quantity',
  taxRate: 'the tax rate',
  from: 'the first day',
  to: 'the last day',
};

/** The fields themselves say what is wrong with them when it is saved. */
function why(error: unknown): string {
  if (!(error instanceof Problem) || error.errors.length === 0) return `: ${wordsOf(error)}`;
  const fields = error.errors.map(({ field, message }) => FIELDS[field.replace(/^.*\./, '')] ?? `${field} ${message}`);
  return `: look at ${[...new Set(fields)].join(', ')}`;
}
