import { createSluiceClient } from '@sluice/client';

/** The API client of the dashboard. The browser sends the session cookie with every call. */
export const api = createSluiceClient({ baseUrl: window.location.origin });
