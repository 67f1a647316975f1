/** Has the browser fetch a file of this server, or of where it redirects to, and leaves the page as it is. */
export function startDownload(path: string): void {
  const link = document.createElement('a');
  link.href = new URL(path, window.location.origin).href;
  link.download = '';
  link.click();
}
