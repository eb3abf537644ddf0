import { useMutation, useQueryClient } from '@tanstack/react-query';
import { body, client } from '../../api/client.ts';
import { xeroQuery } from '../../api/xero.ts';
import { tellRefused } from '../../parts/told.ts';

/** What each invoice may do with Xero changes with the link. */
const TOUCHED = ['xero', 'invoices', 'summary'];

/** Leaves for Xero's consent page. It leads back to this screen. */
export function useConnect() {
  return useMutation({
    mutationFn: async () => body(await client.POST('/v1/xero/connect', {})),
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) => tellRefused('Xero cannot be connected', error),
  });
}

export function useChoose() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (organisationId: string) => body(await client.POST('/v1/xero/organisation', { body: { organisationId } })),
    onSuccess: (xero) => {
      queries.setQueryData(xeroQuery.queryKey, xero);
      return Promise.all(TOUCHED.map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
    onError: (error) => tellRefused('This organisation was not chosen', error),
  });
}

export function useDisconnect() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => body(await client.DELETE('/v1/xero', {})),
    onSuccess: (xero) => {
      // Told by this answer alone: what a person must still do at Xero.
      for (const warning of xero.warnings) tellRefused('Disconnected here', new Error(warning));
      return Promise.all(TOUCHED.map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
    onError: (error) => tellRefused('Xero was not disconnected', error),
  });
}
