import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { AppError, isForwarded, mayScrape } from '@sluice/core';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { problemContent } from '../../openapi.ts';

const route = createRoute({
  method: 'get',
  path: '/metrics',
  operationId: 'metrics',
  tags: ['Operating'],
  summary: "The API's metrics in Prometheus format",
  responses: {
    200: { description: 'Text format 0.0.4.', content: { 'text/plain': { schema: z.string() } } },
    403: {
      description: 'Not from a private address, or without the token set in METRICS_TOKEN.',
      content: problemContent,
    },
  },
});

/** @throws AppError FORBIDDEN */
function refuseStrangers(c: AppContext, token: string | undefined): void {
  const address = c.env?.incoming?.socket.remoteAddress;
  const authorization = c.req.header('authorization');
  const forwarded = isForwarded(c.req.header());
  if (mayScrape({ address, authorization, forwarded }, token)) return;
  throw new AppError(
    'FORBIDDEN',
    'Metrics are only served to private addresses, not through a proxy. Set METRICS_TOKEN to allow others: they send Authorization: Bearer <token>.',
  );
}

/** For Prometheus; outside /api/v1 because metrics do not belong to an account. */
export function registerMetrics(app: OpenAPIHono<AppEnv>, deps: Pick<Deps, 'metrics' | 'metricsToken'>): void {
  app.openapi(route, async (c) => {
    refuseStrangers(c, deps.metricsToken);
    const { registry } = deps.metrics;
    const headers = { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' };
    return c.text(await registry.metrics(), 200, headers);
  });
}
