import type { ReactNode } from 'react';
import type { Summary } from '../../api/types.ts';
import { TextLink } from '../../parts/textLink.tsx';
import styles from './mentionList.module.css';

type Mention = Summary['notReceived']['invoices'][number];

type Props = {
  readonly label: string;
  readonly invoices: readonly Mention[];
  /** What stands at the end of each. */
  readonly end: (invoice: Mention) => ReactNode;
};

/** Invoices with the last that is known of each: a row each, or on a phone a small block. */
export function MentionList({ label, invoices, end }: Props) {
  return (
    <ul className={styles.list} aria-label={label}>
      {invoices.map((invoice) => (
        <li key={invoice.invoiceId} className={styles.row}>
          <TextLink to="/invoices/$invoiceId" params={{ invoiceId: invoice.invoiceId }} className={styles.number ?? ''}>
            {invoice.number}
          </TextLink>
          <TextLink to="/customers/$customerId" params={{ customerId: invoice.customer.customerId }} className={styles.name ?? ''}>
            {invoice.customer.name}
          </TextLink>
          <span className={styles.words}>{invoice.words}</span>
          <span className={`${styles.end} numbers`}>{end(invoice)}</span>
        </li>
      ))}
    </ul>
  );
}
