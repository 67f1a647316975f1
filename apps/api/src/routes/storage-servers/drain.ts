import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError, type Logger } from '@sluice/core';
import { requestDrain } from '@sluice/db/storage-servers';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { freshServers } from '../../uploads/placement.ts';
import { type Requester, submit } from '../../work.ts';
import { serverParams } from './schemas.ts';
import { findServer, serverUrl } from './view.ts';

const acceptedSchema = z
  .object({
    status: z.literal('accepted'),
    server_id: z.uuid(),
    status_url: z.string(),
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('DrainAccepted');

const route = () =>
  createRoute({
    method: 'post',
    path: '/storage-servers/{serverId}/drain',
    operationId: 'drainStorageServer',
    tags: ['Storage servers'],
    summary: 'Drain a storage server: move its chunks to the others, then set it `inactive`',
    description:
      'Documents stay readable while chunks move. Repeating the request retries a waiting drain immediately.',
    security: bearer,
    middleware: [audited('storage_server.drain'), requireRole('operator')] as const,
    request: { params: serverParams },
    responses: {
      202: {
        description: 'The drain has started.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: acceptedSchema } },
      },
      ...problems(400, 403, 404, 409),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { traceId, logger, audit } = c.var;
    const { serverId, name, status, chunks } = await findServer(deps.db, c.req.valid('param').serverId, deps);
    await refuseAlone(deps, serverId, name);
    const begun = await audit.change(
      deps.db,
      (tx) => requestDrain(tx, serverId),
      () => ({
        ...{ action: 'storage_server.drain', id: serverId, accountId: null },
        ...{ before: { status, chunks }, after: { status: 'maintenance' } },
      }),
    );
    if (begun) {
      logger.info({ server: name, server_id: serverId }, 'drain started');
      await enqueueDrain(deps, logger, serverId);
    } else await retryDrain(deps, c.var, serverId);
    const url = serverUrl(serverId);
    const message = `Draining ${name}. Follow its progress at ${url}.`;
    const accepted = { status: 'accepted' as const, server_id: serverId, status_url: url, message, trace_id: traceId };
    return c.json(accepted, 202, { Location: url });
  };

const enqueueDrain = (deps: Deps, logger: Logger, serverId: string): Promise<void> =>
  submit(deps, logger, {
    ...{ kind: 'drain-server', payload: { server_id: serverId }, jobId: serverId },
    ...{ accountId: null, how: 'requeue' },
  });

/** Runs the job of a drain now if it waits for its next attempt or has failed. */
export async function retryDrain(deps: Deps, { logger, audit }: Requester, serverId: string): Promise<void> {
  const before = { status: 'maintenance' };
  await audit.record(deps.db, { action: 'storage_server.drain', id: serverId, accountId: null, before });
  await enqueueDrain(deps, logger, serverId);
}

/** @throws AppError INVALID_STATE when no other server can take a chunk */
async function refuseAlone(deps: Deps, serverId: string, name: string): Promise<void> {
  const nodes = await freshServers(deps);
  const usable = (availableSpace: number | null) => availableSpace === null || availableSpace > 0;
  if (nodes.some((node) => node.serverId !== serverId && usable(node.availableSpace))) return;
  throw new AppError(
    'INVALID_STATE',
    `No other storage server is active, reachable and has room for the chunks of ${name}. Add or activate one first.`,
  );
}

export const drainStorageServerRoute = { route, handler };
