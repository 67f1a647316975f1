import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listStorageServers } from '@sluice/db/storage-servers';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { serverSchema } from './schemas.ts';
import { viewServers } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/storage-servers',
    operationId: 'listStorageServers',
    tags: ['Storage servers'],
    summary: 'List storage servers with status, space, share of the ring and drain progress',
    security: bearer,
    middleware: [requireRole('operator')] as const,
    responses: {
      200: {
        description: 'All storage servers by name.',
        content: { 'application/json': { schema: z.object({ items: z.array(serverSchema) }) } },
      },
      ...problems(403),
    },
  });

const handler =
  ({ db, limits }: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const all = await listStorageServers(db, { staleSeconds: limits.storageStaleSeconds });
    return c.json({ items: await viewServers(db, all, limits) }, 200);
  };

export const listStorageServersRoute = { route, handler };
