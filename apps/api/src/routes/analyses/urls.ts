/** Where an analysis is found; relative, so that they hold behind any proxy. */
export const analysisUrl = (id: string): string => `/api/v1/analyses/${id}`;
export const analysisEventsUrl = (id: string): string => `${analysisUrl(id)}/events`;
