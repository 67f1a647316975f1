/** Downloads a file from this server, or from where it redirects to, without leaving the page. */
export function startDownload(path: string): void {
  const link = document.createElement('a');
  link.href = new URL(path, window.location.origin).href;
  link.download = '';
  link.click();
}
