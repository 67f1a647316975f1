import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { checkAll } from '../../status/check-servers.ts';

const checkSchema = z
  .object({
    state: z.enum(['up', 'down']),
    latency_ms: z.number().int(),
    reason: z.string().optional(),
  })
  .openapi('HealthCheck');

const readySchema = z
  .object({
    status: z.enum(['ready', 'unavailable', 'stopping']),
    checks: z.object({ mysql: checkSchema, redis: checkSchema, s3: checkSchema }),
  })
  .openapi('Readiness');

const live = createRoute({
  method: 'get',
  path: '/health/live',
  operationId: 'live',
  tags: ['Operating'],
  summary: 'Liveness probe',
  responses: {
    200: {
      description: 'The process is running.',
      content: { 'application/json': { schema: z.object({ status: z.literal('ok') }) } },
    },
  },
});

const content = { 'application/json': { schema: readySchema } };
const ready = createRoute({
  method: 'get',
  path: '/health/ready',
  operationId: 'ready',
  tags: ['Operating'],
  summary: 'Readiness probe: checks MySQL, Redis and S3',
  responses: {
    200: { description: 'All dependencies are reachable.', content },
    503: { description: 'At least one dependency is unreachable, or the process is shutting down.', content },
  },
});

/** Probes; they need no token. */
export function registerHealth(app: OpenAPIHono<AppEnv>, deps: Deps): void {
  app.openapi(live, (c) => c.json({ status: 'ok' as const }, 200));
  app.openapi(ready, async (c) => {
    const checks = await checkAll(deps);
    const up = Object.values(checks).every(({ state }) => state === 'up');
    if (deps.stopping.aborted) return c.json({ status: 'stopping' as const, checks }, 503);
    return up
      ? c.json({ status: 'ready' as const, checks }, 200)
      : c.json({ status: 'unavailable' as const, checks }, 503);
  });
}
