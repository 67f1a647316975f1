import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { findDocument } from '../../documents/find.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { actionOf, resumeUpload } from '../../uploads/request-upload.ts';
import { uploadParams, uploadSchema } from './schemas.ts';
import { viewOffer } from './view-offer.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/upload/{docId}',
    operationId: 'getUpload',
    tags: ['Uploads'],
    summary: 'Get the status of an upload with fresh URLs for what is still missing',
    description: 'Each request extends the session of a chunked upload.',
    security: bearer,
    middleware: [requireRole('member')] as const,
    request: { params: uploadParams },
    responses: {
      200: { description: 'The upload.', content: { 'application/json': { schema: uploadSchema } } },
      ...problems(400, 403, 404, 409),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, logger, about } = c.var;
    const { docId } = c.req.valid('param');
    const document = await findDocument(deps, { accountId: principal.accountId, docId });
    about.docId = docId;
    const offer = await resumeUpload(deps, document, logger);
    about.action = actionOf(offer, false);
    if (about.action === 'url_regenerated') deps.metrics.uploads.regenerated(document.storage);
    return c.json(viewOffer(offer, traceId), 200);
  };

export const getUploadRoute = { route, handler };
