import { Readable } from 'node:stream';
import type { AppContext, Deps } from '../../context.ts';
import { findFile, HASHED, openFile, type StaticFile, segmentsOf } from './files.ts';
import { createPolicy } from './policy.ts';

/** Paths of the API: nothing under them is a page of the dashboard. */
const reserved = ['/api', '/openapi.json', '/docs', '/admin', '/health', '/metrics'];
const isReserved = (pathname: string): boolean =>
  reserved.some((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`));

/** Whether the client accepts an HTML page; programs that ask for JSON get a 404 instead. */
const takesPage = (accept: string | undefined): boolean => accept === undefined || /text\/html|\*\/\*/.test(accept);

/** Serves a page or file of the built dashboard; undefined for missing files and for the API's paths. */
export type ServeDashboard = (c: AppContext) => Promise<Response | undefined>;

/**
 * The dashboard as static files: existing files as they are, and its single page for every other path, which the page
 * routes itself.
 */
export function createDashboard(deps: Deps): ServeDashboard {
  const policy = createPolicy(deps);
  const { dashboardDir: folder } = deps;
  return async (c) => {
    const { pathname } = new URL(c.req.url);
    if (!['GET', 'HEAD'].includes(c.req.method) || isReserved(pathname)) return undefined;
    if (!segmentsOf(pathname)) return undefined;
    const encodings = c.req.header('accept-encoding');
    const file = await findFile(folder, pathname, encodings);
    if (file) return answerFile(c, file, await policy());
    // A file of an older build no longer exists; serving the page instead would be an invalid script.
    if (pathname.startsWith(HASHED) || !takesPage(c.req.header('accept'))) return undefined;
    const page = await findFile(folder, '/index.html', encodings);
    if (page) return answerFile(c, page, await policy());
    return c.html(notBuiltPage, 503, { 'Cache-Control': 'no-store' });
  };
}

function answerFile(c: AppContext, file: StaticFile, policy: string): Response {
  const headers = {
    'Content-Type': file.type,
    'Content-Security-Policy': policy,
    'Cache-Control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: file.etag,
    Vary: 'Accept-Encoding',
    ...(file.encoding ? { 'Content-Encoding': file.encoding } : {}),
  };
  if (
    c.req
      .header('if-none-match')
      ?.split(',')
      .some((tag) => tag.trim() === file.etag)
  )
    return c.body(null, 304, headers);
  const sized = { ...headers, 'Content-Length': String(file.size) };
  if (c.req.method === 'HEAD') return c.body(null, 200, sized);
  return c.body(Readable.toWeb(openFile(file)) as ReadableStream<Uint8Array>, 200, sized);
}

/** Shown instead of the dashboard when only the API was built. */
const notBuiltPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sluice</title>
  </head>
  <body>
    <h1>Sluice</h1>
    <p>The API runs, but the dashboard has not been built. Run <code>npm run build</code>, then load this page again.</p>
    <p><a href="/docs">The API's reference</a></p>
  </body>
</html>
`;
