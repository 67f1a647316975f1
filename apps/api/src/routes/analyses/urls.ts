/** URLs of an analysis; relative, so that they work behind any proxy. */
export const analysisUrl = (id: string): string => `/api/v1/analyses/${id}`;
export const analysisEventsUrl = (id: string): string => `${analysisUrl(id)}/events`;
