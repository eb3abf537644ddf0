import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Invoice } from '../../api/types.ts';
import { useFormat } from '../../parts/format.ts';
import cards from './cards.module.css';
import { ACTIONS, type Action } from './invoiceActions.tsx';
import { InvoiceRow } from './invoiceRow.tsx';
import styles from './table.module.css';
import { TableHead } from './tableHead.tsx';
import { TipOf } from './tip.tsx';
import { type Acting, busyKey } from './useActing.ts';
import { useListKeys } from './useListKeys.ts';
import { type Layout, useRows } from './useRows.ts';
import type { Selection } from './useSelection.ts';

type Props = {
  readonly label: string;
  readonly rows: readonly Invoice[];
  readonly selection: Selection;
  readonly acting: Acting;
  readonly allMonths: boolean;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
};

/** Any number of invoices: only those on the screen are drawn. One Tab stop; the arrows go from row to row, the letters act on it. */
export function InvoiceTable({ label, rows, selection, acting, allMonths, sort, onSort }: Props) {
  const layout = useLayout();
  const format = useFormat();
  const navigate = useNavigate();
  const list = useRows(rows, layout);
  const open = (href: string) => void navigate({ href });
  const keys = useListKeys({ rows, list, selection, acting, open });
  const rowOf = (target: EventTarget) => (target instanceof Element ? target.closest<HTMLElement>('[data-id]')?.dataset.id : undefined);
  const click = (event: MouseEvent) => {
    const id = rowOf(event.target);
    const invoice = rows.find(({ invoiceId }) => invoiceId === id);
    if (!invoice || !(event.target instanceof Element)) return;
    const action = event.target.closest<HTMLElement>('[data-action]')?.dataset.action;
    if (action) return acting.act(action as Action, invoice);
    if (event.target.closest('[data-select]')) return selection.toggle(invoice.invoiceId, event.shiftKey);
    const link = event.target.closest<HTMLAnchorElement>('a[data-open]');
    // With a key held it is the browser's: another tab, another window.
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(link.getAttribute('href') ?? '');
  };
  return (
    <>
      <table
        ref={list.box}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the arrows go from row to row in it, as in a grid.
        role="grid"
        tabIndex={-1}
        className={layout === 'table' ? styles.grid : `${styles.grid} ${cards[layout]}`}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable
        onClick={click}
        onKeyDown={(event: KeyboardEvent) => keys(event)}
        onFocus={({ target }) => {
          const id = rowOf(target);
          if (id) list.activate(id);
        }}
      >
        <TableHead rows={rows} selection={selection} sort={sort} onSort={onSort} />
        <tbody ref={list.body} className={styles.rows} style={{ height: list.height }}>
          {list.drawn.map(({ index, top }) => {
            const invoice = rows[index];
            return (
              invoice && (
                <InvoiceRow
                  key={invoice.invoiceId}
                  invoice={invoice}
                  index={index}
                  top={top}
                  active={index === list.active}
                  selected={selection.ids.has(invoice.invoiceId)}
                  busy={busyActions(acting, invoice)}
                  allMonths={allMonths}
                  format={format}
                />
              )
            );
          })}
        </tbody>
      </table>
      <TipOf within={list.box} />
    </>
  );
}

const busyActions = ({ busy }: Acting, invoice: Invoice) =>
  busy.size === 0
    ? ''
    : ACTIONS.map(({ action }) => action)
        .filter((action) => busy.has(busyKey(action, invoice)))
        .join(' ');

/** A row is a row where there is room, else a card. */
export function useLayout(): Layout {
  const asTable = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const wide = useMediaQuery('(min-width: 60em)', true, { getInitialValueInEffect: false });
  return asTable ? 'table' : wide ? 'wide' : 'narrow';
}
