import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listDocuments } from '@sluice/db/documents';
import type { AppEnv, Deps } from '../../context.ts';
import { pageRequest, several, timeQuery, viewPage } from '../../lists.ts';
import { bearer, pageOf, problems } from '../../openapi.ts';
import { documentSchema, documentStatus } from './schemas.ts';
import { viewDocument } from './view.ts';

const query = z.object({ ...timeQuery, status: several(documentStatus) });

const route = () =>
  createRoute({
    method: 'get',
    path: '/documents',
    operationId: 'listDocuments',
    tags: ['Documents'],
    summary: 'List documents, newest first',
    security: bearer,
    request: { query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(documentSchema) } } },
      ...problems(422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { accountId } = c.var.principal;
    const page = await listDocuments(deps.db, { accountId, ...pageRequest(c.req.valid('query')) });
    return c.json(
      viewPage(page, ({ docId }) => docId, viewDocument),
      200,
    );
  };

export const listDocumentsRoute = { route, handler };
