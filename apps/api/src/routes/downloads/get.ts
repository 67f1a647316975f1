import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { readResource } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { downloadParams, ownedDownloadSchema, presignQuery } from './schemas.ts';
import { addLinks, findDownload, viewOwnedDownload } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/downloads/{downloadId}',
    operationId: 'getDownload',
    tags: ['Downloads'],
    summary: 'Get the delivery status of an artifact',
    security: bearer,
    request: { params: downloadParams, query: z.object(presignQuery) },
    responses: {
      200: { description: 'The download.', content: { 'application/json': { schema: ownedDownloadSchema } } },
      ...problems(400, 404, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { downloadId } = c.req.valid('param');
    const { db, storage } = deps;
    const { principal } = c.var;
    const download = await readResource(c, deps, { action: 'download.read', id: downloadId }, (accountId) =>
      findDownload(db, accountId, downloadId),
    );
    const { presign } = c.req.valid('query');
    const [view] = await addLinks(storage, presign, [download], [viewOwnedDownload(storage, download, principal.role)]);
    return c.json(view as NonNullable<typeof view>, 200);
  };

export const getDownloadRoute = { route, handler };
