import { matchedRoutes } from 'hono/route';
import type { AppContext } from './context.ts';

/**
 * The pattern of the matched route, such as `/api/v1/:importer/bulk`: the first that is not middleware, since others may
 * match as well; without one, that of the last middleware. Known before the handler runs.
 */
export function routePattern(c: AppContext): string {
  const routes = matchedRoutes(c as never);
  return (routes.find(({ method }) => method !== 'ALL') ?? routes.at(-1))?.path ?? c.req.path;
}
