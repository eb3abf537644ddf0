import { getRouteApi } from '@tanstack/react-router';

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
