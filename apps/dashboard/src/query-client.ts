import { SluiceError } from '@sluice/client';
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { sessionKey } from './session/session.ts';

/** No retries here: the API client already retries transient failures. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // The session has expired: the shell notices and asks the user to sign in again.
      if (error instanceof SluiceError && error.status === 401) queryClient.setQueryData(sessionKey, null);
    },
  }),
  defaultOptions: { queries: { retry: false, staleTime: 2_000 } },
});
