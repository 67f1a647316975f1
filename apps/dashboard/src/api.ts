import { createSluiceClient } from '@sluice/client';

/** Every call of the dashboard. The browser sends the session's cookie by itself. */
export const api = createSluiceClient({ baseUrl: window.location.origin });
