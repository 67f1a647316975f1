import { SluiceError } from '@sluice/client';
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { sessionKey } from './session/session.ts';

/** The client retries what heals by itself; what is left is for people to read. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // The session has ended meanwhile: the shell sees it and asks to sign in again.
      if (error instanceof SluiceError && error.status === 401) queryClient.setQueryData(sessionKey, null);
    },
  }),
  defaultOptions: { queries: { retry: false, staleTime: 2_000 } },
});
