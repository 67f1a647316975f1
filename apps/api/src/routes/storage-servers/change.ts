import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { changeServerStatus } from '@sluice/db/storage-servers';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { serverParams, serverSchema } from './schemas.ts';
import { findServer, showServer } from './view.ts';

const changes = {
  activate: { to: 'active', summary: 'Activate a storage server so that it receives chunks; stops draining it' },
  deactivate: {
    to: 'inactive',
    summary: 'Deactivate a storage server: it receives no new chunks, existing ones stay readable',
  },
} as const;

/** A status change that takes effect immediately. Requesting the current status changes nothing. */
function changeRoute(name: keyof typeof changes) {
  const { to, summary } = changes[name];
  const route = () =>
    createRoute({
      method: 'post',
      path: `/storage-servers/{serverId}/${name}`,
      operationId: `${name}StorageServer`,
      tags: ['Storage servers'],
      summary,
      security: bearer,
      middleware: [audited(`storage_server.${name}`), requireRole('operator')] as const,
      request: { params: serverParams },
      responses: {
        200: {
          description: `The storage server is \`${to}\`.`,
          content: { 'application/json': { schema: serverSchema } },
        },
        ...problems(400, 403, 404, 409),
      },
    });
  const handler =
    (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
    async (c) => {
      const { serverId } = c.req.valid('param');
      const { status: before } = await findServer(deps.db, serverId, deps);
      const changed = await c.get('audit').change(
        deps.db,
        (tx) => changeServerStatus(tx, serverId, name),
        () => ({
          ...{ action: `storage_server.${name}` as const, id: serverId, accountId: null },
          ...{ before: { status: before }, after: { status: to } },
        }),
      );
      const { name: server, status } = await findServer(deps.db, serverId, deps);
      if (!changed && status !== to) {
        throw new AppError('INVALID_STATE', `Storage server ${server} is in ${status}. Activate it first.`);
      }
      if (changed) c.get('logger').info({ server, server_id: serverId, status }, 'storage server changed');
      return c.json(await showServer(deps.db, serverId, deps), 200);
    };
  return { route, handler };
}

export const activateStorageServerRoute = changeRoute('activate');
export const deactivateStorageServerRoute = changeRoute('deactivate');
