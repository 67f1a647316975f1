import { excerpt } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { AppContext, AppEnv, Deps } from '../context.ts';

/** Characters of a path that a log line shows; the longest real one has fewer. */
const PATH_LENGTH = 1_000;

/** Probes come several times a minute and are logged at debug level. */
const isProbe = (path: string): boolean => path.startsWith('/health/');

/** One line per request, written when its response was sent or its client disconnected. */
export const requestLog = createMiddleware<AppEnv>(async (c, next) => {
  const start = performance.now();
  let logged = false;
  const log = () => {
    if (logged) return;
    logged = true;
    const { failure, principal } = c.var;
    const aborted = c.env?.outgoing ? !c.env.outgoing.writableFinished : false;
    const line = {
      method: c.req.method,
      path: excerpt(c.req.path, PATH_LENGTH),
      status: c.res.status,
      ms: Math.round(performance.now() - start),
      ...(principal ? { account_id: principal.accountId, subject: principal.subject } : {}),
      ...(failure ? { code: failure.code } : {}),
      ...(aborted ? { aborted } : {}),
    };
    if (failure && c.res.status >= 500)
      c.get('logger').error({ ...line, err: failure, context: failure.context }, 'request');
    else c.get('logger')[isProbe(line.path) ? 'debug' : 'info'](line, 'request');
  };
  // Without a socket (app.request in a unit test) nothing closes: then the line is written at once.
  c.env?.outgoing?.once('close', log);
  await next();
  if (!c.env?.outgoing) log();
});

/** Counts every request and measures the time until its response starts. */
export const measure = ({ metrics }: Pick<Deps, 'metrics'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const start = performance.now();
    await next();
    const labels = { method: c.req.method, route: routePattern(c) };
    metrics.requests.inc({ ...labels, status: c.res.status });
    metrics.durations.observe(labels, (performance.now() - start) / 1_000);
  });

/**
 * The pattern of the matched route, such as `/api/v1/:importer/bulk`: the first that is not middleware, since others may
 * match as well; without one, that of the last middleware. Known before the handler runs.
 */
function routePattern(c: AppContext): string {
  const known = c.get('routePattern');
  if (known !== undefined) return known;
  const routes = matchedRoutes(c as never);
  const pattern = (routes.find(({ method }) => method !== 'ALL') ?? routes.at(-1))?.path ?? c.req.path;
  c.set('routePattern', pattern);
  return pattern;
}

/** Such as `POST /api/v1/:importer/bulk`. */
export const operationOf = (c: AppContext): string => `${c.req.method} ${routePattern(c)}`.slice(0, 128);
