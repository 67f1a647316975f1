import { SluiceError } from '@sluice/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isOutage, trouble } from './connection.ts';
import { sessionKey } from './session/session.ts';

function noteOutage(error: unknown): void {
  if (isOutage(error)) trouble.give();
}

/** No retries here: the API client already retries transient failures. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // The session has expired: the shell notices and asks the user to sign in again.
      if (error instanceof SluiceError && error.status === 401) queryClient.setQueryData(sessionKey, null);
      noteOutage(error);
    },
  }),
  mutationCache: new MutationCache({ onError: noteOutage }),
  // The banner says so when the browser is offline; a query that waits silently would show nothing.
  defaultOptions: {
    queries: { retry: false, staleTime: 2_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});
