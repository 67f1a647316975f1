import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { serverParams, serverSchema } from './schemas.ts';
import { showServer } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/storage-servers/{serverId}',
    operationId: 'getStorageServer',
    tags: ['Storage servers'],
    summary: 'Get a storage server and the progress of its drain',
    security: bearer,
    middleware: [requireRole('operator')] as const,
    request: { params: serverParams },
    responses: {
      200: { description: 'The storage server.', content: { 'application/json': { schema: serverSchema } } },
      ...problems(400, 403, 404),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) =>
    c.json(await showServer(deps.db, c.req.valid('param').serverId, deps), 200);

export const getStorageServerRoute = { route, handler };
