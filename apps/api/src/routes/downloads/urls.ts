/** URLs of a download; relative, so that they work behind any proxy. */
export const downloadUrl = (downloadId: string): string => `/api/v1/downloads/${downloadId}`;
export const contentUrl = (downloadId: string): string => `${downloadUrl(downloadId)}/content`;
