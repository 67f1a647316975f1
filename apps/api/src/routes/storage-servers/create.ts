import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError, newId } from '@sluice/core';
import { withTransaction } from '@sluice/db';
import { type AddedServer, addStorageServer } from '@sluice/db/storage-servers';
import { ringNodes, type ServerPlace } from '@sluice/storage';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { bearer, idempotencyHeader, problems, reference } from '../../openapi.ts';
import { showServer } from './find.ts';
import { probeNewServer } from './probe.ts';
import { refuseSamePlace } from './same-place.ts';
import { type NewServer, newServerSchema, serverSchema } from './schemas.ts';
import { serverUrl } from './view.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/storage-servers',
    operationId: 'addStorageServer',
    tags: ['Storage servers'],
    summary: 'Register an S3 endpoint and bucket that takes chunks from now on',
    description: 'The server is asked whether it is there, with the named credentials, before it is registered.',
    security: bearer,
    middleware: [requireRole('operator'), idempotency(deps)] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: reference('NewStorageServer') } } },
    },
    responses: {
      201: {
        description: 'It is registered and `active`.',
        headers: { Location: { description: 'The same as status_url.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: serverSchema } },
      },
      ...problems(400, 403, 409, 413, 415, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const body = parseJsonObject(await requireJsonBody(c.env.incoming, c.var.body));
    const asked = newServerSchema.parse(body);
    const place = placeOf(asked, deps);
    await refuseSamePlace(deps, place);
    await probeNewServer(deps, place);
    const server = await register(c, deps, place, asked.capacity_bytes);
    c.var.logger.info({ server: place.name, server_id: place.serverId }, 'storage server registered');
    return c.json(server, 201, { Location: server.status_url });
  };

const placeOf = (asked: NewServer, { installation }: Deps): ServerPlace => ({
  serverId: newId(),
  name: asked.name,
  endpoint: asked.endpoint,
  publicEndpoint: asked.public_endpoint,
  region: asked.region ?? installation.region,
  bucket: asked.bucket,
  credentialsRef: asked.credentials_ref,
});

/** With an idempotency key the answer is recorded in the same transaction, so that a repetition never meets a 409. */
const register = (c: AppContext, deps: Deps, place: ServerPlace, capacityBytes: number | null) =>
  withTransaction(deps.db, async (tx) => {
    const nodes = ringNodes(place.serverId);
    const outcome = await addStorageServer(tx, { ...place, capacityBytes, nodes, fresh: true });
    if (outcome !== 'added') throw taken(outcome, place);
    const server = await showServer(tx, place.serverId, deps);
    const location = serverUrl(place.serverId);
    await c.var.idempotent?.record({ status: 201, location, body: JSON.stringify(server) }, tx);
    return server;
  });

function taken(by: Exclude<AddedServer, 'added'>, { name, bucket }: ServerPlace): AppError {
  const what = by === 'name' ? `the name ${name}` : `that endpoint and the bucket ${bucket}`;
  return new AppError('INVALID_STATE', `There is a storage server with ${what} already.`);
}

export const addStorageServerRoute = { route, handler };
