import type { Invoice } from '../../api/types.ts';
import { type Tone, ToneBadge } from '../../parts/toneBadge.tsx';
import styles from './row.module.css';

type Xero = Invoice['xero'];

const LOOKS: Readonly<Record<Xero['state'], { readonly tone: Tone; readonly short: string }>> = {
  notUploaded: { tone: 'neutral', short: 'Not in Xero' },
  waiting: { tone: 'info', short: 'On its way' },
  uploaded: { tone: 'good', short: 'In Xero' },
  failed: { tone: 'bad', short: 'Not accepted' },
  unknown: { tone: 'warn', short: 'Looked up' },
};

export const isDifferent = ({ difference }: Xero): boolean => difference !== null && Number(difference) !== 0;

export function toneOfXero(xero: Xero): Tone {
  if (isDifferent(xero) || (xero.state === 'uploaded' && xero.pdf?.state === 'failed')) return 'warn';
  return xero.enteredByHand ? 'good' : LOOKS[xero.state].tone;
}

/** Where it stands with Xero, as short as a column is narrow; the whole of it is in the tip and on the invoice's own page. */
export function XeroBadge({ xero }: { xero: Xero }) {
  const { state, stateText, words, advice, enteredByHand } = xero;
  if (state === 'notUploaded') return <span className={styles.second}>{stateText}</span>;
  const tip = [stateText, isDifferent(xero) && 'The total differs there', words, advice, xero.pdf?.words].filter(Boolean).join('. ');
  return (
    <span data-tip={tip}>
      <ToneBadge tone={toneOfXero(xero)}>{isDifferent(xero) ? 'Differs' : enteredByHand ? 'By hand' : LOOKS[state].short}</ToneBadge>
    </span>
  );
}
