import { createSluiceClient } from '@sluice/client';
import { isOutage, trouble } from './connection.ts';

const shared = {
  baseUrl: window.location.origin,
  onRetry: ({ error }: { error: unknown }) => {
    if (isOutage(error)) trouble.give();
  },
};

/**
 * The API client of the dashboard. The browser sends the session cookie with every call. Longer waits end in an error: the
 * page shows it, and reloads when the server is back.
 */
export const api = createSluiceClient({ ...shared, retry: { maxWaitMs: 2_500 } });

/** For uploads, which wait for a server that is down instead of failing. */
export const patientApi = createSluiceClient(shared);
