import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

/** Retried: what may be well a moment later. A refusal is an answer. */
const mayPass = (error: unknown) => !(error instanceof Problem) || error.status >= 500 || error.status === 429;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A second clerk, a second tab, the worker: what is shown is looked at again whenever someone comes back to it.
      staleTime: 5_000,
      refetchOnWindowFocus: 'always',
      // Without a network it is said so, rather than waited for in silence; what failed is read again when there is one.
      networkMode: 'always',
      refetchOnReconnect: 'always',
      retry: (failures, error) => mayPass(error) && failures < 2,
    },
    // Only a person does something twice.
    mutations: { retry: false, networkMode: 'always' },
  },
});
