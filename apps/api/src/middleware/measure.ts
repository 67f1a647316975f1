import { createMiddleware } from 'hono/factory';
import type { AppEnv, Deps } from '../context.ts';
import { routePattern } from '../route-pattern.ts';

/** Counts every request and measures the time until its response starts. */
export const measure = ({ metrics }: Pick<Deps, 'metrics'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const start = performance.now();
    await next();
    const labels = { method: c.req.method, route: routePattern(c) };
    metrics.requests.inc({ ...labels, status: c.res.status });
    metrics.durations.observe(labels, (performance.now() - start) / 1_000);
  });
