import { memo } from 'react';
import { serverNow } from '../../api/clock.ts';
import type { Invoice } from '../../api/types.ts';
import { Countdown } from '../../parts/countdown.tsx';
import type { Format } from '../../parts/format.ts';
import { StatusBadge } from '../../parts/statusBadge.tsx';
import { ActionIcon } from './actionIcon.tsx';
import { actionsFor } from './invoiceActions.tsx';
import styles from './row.module.css';
import table from './table.module.css';
import { XeroBadge } from './xeroBadge.tsx';

type Props = {
  readonly invoice: Invoice;
  /** In the whole list, as it is filtered and sorted. */
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly selected: boolean;
  /** Actions that are under way, joined by spaces: a text, so that a row is drawn anew only when it changes. */
  readonly busy: string;
  readonly allMonths: boolean;
  readonly format: Format;
};

/** One invoice. Clicks and keys are the table's, by the `data-` marks. */
export const InvoiceRow = memo(function InvoiceRow({ invoice, index, top, active, selected, busy, allMonths, format }: Props) {
  const { invoiceId, number, kind, customer, month, date, dueDate, totals, xero } = invoice;
  const tab = active ? 0 : -1;
  return (
    <tr
      className={table.row}
      style={{ transform: `translateY(${top}px)` }}
      data-id={invoiceId}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={tab}
    >
      <td data-cell="check" className={styles.check}>
        <input type="checkbox" data-select checked={selected} readOnly tabIndex={tab} aria-label={`Select ${number}`} />
      </td>
      <td data-cell="number" className={styles.number}>
        <a href={`/invoices/${invoiceId}`} data-open tabIndex={tab}>
          {number}
        </a>
        {(allMonths || kind === 'creditNote') && (
          <span className={styles.second}>
            {[allMonths && format.shortMonth(month), kind === 'creditNote' && 'Credit'].filter(Boolean).join(' · ')}
          </span>
        )}
      </td>
      <td data-cell="customer">
        <a href={`/customers/${customer.customerId}`} data-open tabIndex={tab} className={styles.quiet}>
          {customer.name}
        </a>
      </td>
      <td data-cell="date" className={styles.date}>
        <span>{format.day(date)}</span>
        {dueDate && <span className={styles.second}>due {format.day(dueDate)}</span>}
      </td>
      <td data-cell="total" className={`${table.total} numbers`}>
        {format.money(totals.total, totals.currency)}
      </td>
      <td data-cell="status" className={styles.status}>
        <News invoice={invoice} format={format} />
      </td>
      <td data-cell="xero">
        <XeroBadge xero={xero} />
      </td>
      <td data-cell="actions" className={styles.actions}>
        {actionsFor(invoice).map((look) => (
          <ActionIcon key={look.action} look={look} invoice={invoice} tab={tab} busy={busy.split(' ').includes(look.action)} />
        ))}
      </td>
    </tr>
  );
});

function News({ invoice: { status, statusText, dueAt, lastNews, parked }, format }: { invoice: Invoice; format: Format }) {
  return (
    <>
      <span className={styles.state}>
        <StatusBadge status={status} text={statusText} />
        {lastNews && !dueAt && (
          <time className={styles.small} dateTime={lastNews.at}>
            {format.shortInstant(lastNews.at, serverNow())}
          </time>
        )}
      </span>
      {dueAt && (
        <span className={styles.countdown}>
          <Countdown dueAt={dueAt} />
        </span>
      )}
      {lastNews && (
        <span className={styles.news} data-tip={`${format.instant(lastNews.at)}: ${lastNews.words}`}>
          {parked ?? lastNews.words}
        </span>
      )}
    </>
  );
}
