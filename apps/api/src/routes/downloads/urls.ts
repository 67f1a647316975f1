/** Where a download is found; relative, so that it holds behind any proxy. */
export const downloadUrl = (downloadId: string): string => `/api/v1/downloads/${downloadId}`;
export const contentUrl = (downloadId: string): string => `${downloadUrl(downloadId)}/content`;
