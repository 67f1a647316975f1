import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError, newId } from '@sluice/core';
import { withTransaction } from '@sluice/db';
import { type AddedServer, addStorageServer } from '@sluice/db/storage-servers';
import { ringNodes, type ServerPlace } from '@sluice/storage';
import { audited } from '../../audit/declare.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { bearer, idempotencyHeader, problems, reference } from '../../openapi.ts';
import { claimNewServer, probeNewServer, refuseSamePlace } from './probe.ts';
import { type NewServer, newServerSchema, serverSchema } from './schemas.ts';
import { serverUrl, showServer } from './view.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/storage-servers',
    operationId: 'addStorageServer',
    tags: ['Storage servers'],
    summary: 'Add a storage server: an S3 endpoint and bucket that holds chunks',
    description: 'The endpoint is contacted with the named credentials before it is added.',
    security: bearer,
    middleware: [audited('storage_server.add'), requireRole('operator'), idempotency(deps)] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: reference('NewStorageServer') } } },
    },
    responses: {
      201: {
        description: 'The storage server was added and is `active`.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: serverSchema } },
      },
      ...problems(400, 403, 409, 413, 415, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const body = parseJsonObject(await requireJsonBody(c.env.incoming, c.get('body')));
    const asked = newServerSchema.parse(body);
    const place = placeOf(asked, deps);
    await refuseSamePlace(deps, place);
    await probeNewServer(deps, place);
    await claimNewServer(deps, place);
    const server = await register(c, deps, place, asked.capacity_bytes);
    c.get('logger').info({ server: place.name, server_id: place.serverId }, 'storage server added');
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

/** With an idempotency key the response is recorded in the same transaction, so that a repeat never gets a 409. */
const register = (c: AppContext, deps: Deps, place: ServerPlace, capacityBytes: number | null) =>
  withTransaction(deps.db, async (tx) => {
    const nodes = ringNodes(place.serverId);
    const outcome = await addStorageServer(tx, { ...place, capacityBytes, nodes, fresh: true });
    if (outcome !== 'added') throw taken(outcome, place);
    const server = await showServer(tx, place.serverId, deps);
    const { serverId: id, name, endpoint, region, bucket, credentialsRef: credentials_ref } = place;
    const after = { name, endpoint, region, bucket, credentials_ref, capacity_bytes: capacityBytes };
    await c.get('audit').record(tx, { action: 'storage_server.add', id, accountId: null, after });
    const location = serverUrl(place.serverId);
    await c.get('idempotent')?.record({ status: 201, location, body: JSON.stringify(server) }, tx);
    return server;
  });

function taken(by: Exclude<AddedServer, 'added'>, { name, bucket }: ServerPlace): AppError {
  const what = by === 'name' ? `the name ${name}` : `this endpoint and the bucket ${bucket}`;
  return new AppError('INVALID_STATE', `A storage server with ${what} already exists.`);
}

export const addStorageServerRoute = { route, handler };
