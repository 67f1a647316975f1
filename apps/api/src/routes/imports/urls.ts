/** URLs of an import; relative, so that they work behind any proxy. */
export const importUrl = (importer: string, id: string): string => `/api/v1/${importer}/bulk/${id}`;
export const eventsUrl = (importer: string, id: string): string => `${importUrl(importer, id)}/events`;
export const resultsUrl = (importer: string, id: string, format: string): string =>
  `${importUrl(importer, id)}/results?format=${format}`;
