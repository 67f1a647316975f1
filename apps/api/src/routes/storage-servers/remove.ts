import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { withTransaction } from '@sluice/db';
import { removeStorageServer } from '@sluice/db/storage-servers';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { serverParams } from './schemas.ts';
import { findServer } from './view.ts';

const route = () =>
  createRoute({
    method: 'delete',
    path: '/storage-servers/{serverId}',
    operationId: 'removeStorageServer',
    tags: ['Storage servers'],
    summary: 'Remove an empty storage server that is not `active`; its bucket is kept',
    security: bearer,
    middleware: [audited('storage_server.remove'), requireRole('operator')] as const,
    request: { params: serverParams },
    responses: { 204: { description: 'The storage server was removed.' }, ...problems(400, 403, 404, 409) },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { audit } = c.var;
    const { serverId, name, status, endpoint, bucket } = await findServer(deps.db, c.req.valid('param').serverId, deps);
    const outcome = await withTransaction(deps.db, async (tx) => {
      const removed = await removeStorageServer(tx, serverId);
      if (removed !== 'removed') return removed;
      const before = { name, status, endpoint, bucket };
      await audit.record(tx, { action: 'storage_server.remove', id: serverId, accountId: null, before });
      return removed;
    });
    if (outcome !== 'removed') audit.unchanged();
    if (outcome === 'active') {
      throw new AppError('INVALID_STATE', `Storage server ${name} is active. Drain or deactivate it first.`);
    }
    if (typeof outcome === 'object') {
      throw new AppError(
        'INVALID_STATE',
        `Storage server ${name} still holds ${outcome.chunks} chunks. Drain it first.`,
      );
    }
    if (outcome === 'removed') c.get('logger').info({ server: name, server_id: serverId }, 'storage server removed');
    return c.body(null, 204);
  };

export const removeStorageServerRoute = { route, handler };
