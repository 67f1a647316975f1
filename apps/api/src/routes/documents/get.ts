import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { findDocument } from '../../documents/find.ts';
import { bearer, problems } from '../../openapi.ts';
import { documentParams, documentSchema } from './schemas.ts';
import { viewDocument } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/documents/{docId}',
    operationId: 'getDocument',
    tags: ['Documents'],
    summary: 'Get a document',
    security: bearer,
    request: { params: documentParams },
    responses: {
      200: { description: 'The document.', content: { 'application/json': { schema: documentSchema } } },
      ...problems(400, 404),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { accountId } = c.get('principal');
    const document = await findDocument(deps, { accountId, docId: c.req.valid('param').docId });
    return c.json(viewDocument(document), 200);
  };

export const getDocumentRoute = { route, handler };
