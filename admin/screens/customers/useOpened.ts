import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';

const route = getRouteApi('/customers/$customerId');

/** Which service or charge is open beside the list: it stands in the address, so that the way back closes it and a reload does not. */
export function useOpened() {
  const { item } = route.useSearch();
  const navigate = route.useNavigate();
  return {
    opened: item,
    open: (id: string) => void navigate({ search: (before) => ({ ...before, item: id }) }),
    close: ({ saved } = { saved: false }) =>
      void navigate({ search: ({ item: _, ...before }) => before, replace: true, ignoreBlocker: saved }),
  };
}

/**
 * What was open stays open, as it was, though it may be edited no more: it was billed or removed meanwhile, and what is typed there must
 * not vanish together with the reason why it cannot be saved.
 */
export function useKept<T>(opened: string | undefined, item: T | undefined): T | undefined {
  const kept = useRef<{ readonly opened: string; readonly item: T }>(undefined);
  if (opened && item) kept.current = { opened, item };
  return item ?? (kept.current?.opened === opened ? kept.current?.item : undefined);
}
