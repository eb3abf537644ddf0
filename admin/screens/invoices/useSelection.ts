import { useCallback, useMemo, useRef, useState } from 'react';
import type { Invoice } from '../../api/types.ts';

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** Of those that the list holds; one that left it is not selected any more. */
  readonly invoices: readonly Invoice[];
  /** With `range`: all from the one last toggled to this one, among those shown. */
  readonly toggle: (invoiceId: string, range: boolean) => void;
  readonly only: (invoiceIds: Iterable<string>) => void;
};

/** What is selected, among all rows of the list; `shown` are those that the filters leave. */
export function useSelection(all: readonly Invoice[], shown: readonly Invoice[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  // The handlers stay the same while the list refreshes, so that no row is drawn anew for their sake.
  const rows = useRef(shown);
  rows.current = shown;
  const toggle = useCallback((invoiceId: string, range: boolean) => {
    const from = range ? last.current : undefined;
    last.current = invoiceId;
    setIds((before) => toggled(before, invoiceId, from === undefined ? [] : between(rows.current, from, invoiceId)));
  }, []);
  const only = useCallback((invoiceIds: Iterable<string>) => setIds(new Set(invoiceIds)), []);
  const invoices = useMemo(() => all.filter(({ invoiceId }) => ids.has(invoiceId)), [all, ids]);
  return { ids, invoices, toggle, only };
}

function toggled(before: ReadonlySet<string>, invoiceId: string, range: readonly string[]): ReadonlySet<string> {
  const after = new Set(before);
  if (range.length > 0) for (const each of range) after.add(each);
  else if (!after.delete(invoiceId)) after.add(invoiceId);
  return after;
}

function between(rows: readonly Invoice[], one: string, other: string): readonly string[] {
  const places = [one, other].map((id) => rows.findIndex(({ invoiceId }) => invoiceId === id));
  if (places.includes(-1)) return [];
  return rows.slice(Math.min(...places), Math.max(...places) + 1).map(({ invoiceId }) => invoiceId);
}
