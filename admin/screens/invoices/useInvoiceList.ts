import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { serverNow } from '../../api/clock.ts';
import { pagesWith, refreshPage } from '../../api/invoiceCache.ts';
import { rowsOf } from '../../api/invoicePages.ts';
import { type Listing, listQuery, motionOf, POLL_MS } from '../../api/invoices.ts';
import type { Invoice } from '../../api/types.ts';
import { useAllPages } from '../../parts/useAllPages.ts';

export type InvoiceList = {
  readonly rows: readonly Invoice[];
  /** Nothing is known yet. */
  readonly pending: boolean;
  /** More pages are coming. */
  readonly reading: boolean;
  readonly error: unknown;
  /** Why what is shown may be old, while it cannot be read again. */
  readonly stale: unknown;
  readonly retry: () => void;
};

/** A whole list, page after page in the background; what is on its way is read again until it has arrived. */
export function useInvoiceList({ list, month }: Listing): InvoiceList {
  const query = useInfiniteQuery(listQuery({ list, month }));
  useAllPages(query);
  const stale = useFresh(list, month);
  const rows = useMemo(() => rowsOf(query.data?.pages ?? []), [query.data]);
  const retry = () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch());
  return { rows, pending: query.isPending, reading: query.hasNextPage, error: query.error, stale, retry };
}

/** Countdowns run by themselves: pages that only wait for theirs are read every so many rounds. */
const WAITING_ROUNDS = 5;

/** Reads the pages again that hold an invoice on its way, one after the other; the others stay as they are. */
function useFresh(list: Listing['list'], month: string | undefined): unknown {
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let round = 0;
    const wanted = (invoice: Invoice) => {
      const motion = motionOf(invoice, serverNow());
      return motion === 'moving' || (motion === 'waiting' && round % WAITING_ROUNDS === 0);
    };
    const read = async () => {
      round += 1;
      try {
        for (const cursor of document.hidden ? [] : pagesWith({ list, month }, wanted)) {
          if (!stopped) await refreshPage({ list, month }, cursor);
        }
        if (!stopped) setError(undefined);
      } catch (cause) {
        if (!stopped) setError(cause);
      }
      if (!stopped) timer = setTimeout(read, POLL_MS);
    };
    timer = setTimeout(read, POLL_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [list, month]);
  return error;
}
