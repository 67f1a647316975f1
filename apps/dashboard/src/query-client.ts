import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { againAfter, isOutage, trouble } from './connection.ts';
import { noteExpiry } from './session/session.ts';

function noteOutage(error: unknown): void {
  if (isOutage(error)) trouble.give();
}

/** No retries here: the API client already retries transient failures. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      noteExpiry(queryClient, error);
      noteOutage(error);
    },
  }),
  mutationCache: new MutationCache({
    onError: (error) => {
      noteExpiry(queryClient, error);
      noteOutage(error);
    },
  }),
  // The banner says so when the browser is offline; a query that waits silently would show nothing.
  defaultOptions: {
    queries: {
      ...{ retry: false, staleTime: 2_000, networkMode: 'always' },
      refetchInterval: ({ state }) => againAfter(state.error),
    },
    mutations: { networkMode: 'always' },
  },
});
