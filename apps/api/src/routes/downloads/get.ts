import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { readableAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { downloadParams, ownedDownloadSchema } from './schemas.ts';
import { findDownload, viewOwnedDownload } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/downloads/{downloadId}',
    operationId: 'getDownload',
    tags: ['Downloads'],
    summary: 'Get the delivery status of an artifact',
    security: bearer,
    request: { params: downloadParams },
    responses: {
      200: { description: 'The download.', content: { 'application/json': { schema: ownedDownloadSchema } } },
      ...problems(400, 404),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { downloadId } = c.req.valid('param');
    return c.json(
      viewOwnedDownload(
        await findDownload(deps.db, readableAccount(c.var.principal), downloadId),
        c.var.principal.role,
      ),
      200,
    );
  };

export const getDownloadRoute = { route, handler };
