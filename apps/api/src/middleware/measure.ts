import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { AppContext, AppEnv, Deps } from '../context.ts';

/** The pattern of the route that answered, such as `/api/v1/:importer/bulk`; where none did, of what lies above it. */
const routeOf = (c: AppContext): string => matchedRoutes(c as never).at(-1)?.path ?? '';

/** Counts every request and how long it took until its answer began. */
export const measure = ({ metrics }: Pick<Deps, 'metrics'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const start = performance.now();
    await next();
    const labels = { method: c.req.method, route: routeOf(c) };
    metrics.requests.inc({ ...labels, status: c.res.status });
    metrics.durations.observe(labels, (performance.now() - start) / 1_000);
  });
