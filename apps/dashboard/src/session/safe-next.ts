/** Where to go after sign-in: always a path on this server, even if `next` points elsewhere. */
export function safeNext(next: string | undefined, origin: string = window.location.origin): string {
  if (!next?.startsWith('/') || !URL.canParse(next, origin)) return '/';
  const url = new URL(next, origin);
  if (url.origin !== origin || url.pathname === '/sign-in') return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
