import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { audited } from '../../audit/declare.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, problems, reference } from '../../openapi.ts';
import { announcementOf } from '../../uploads/announcement.ts';
import { actionOf, requestUpload } from '../../uploads/request-upload.ts';
import { uploadRequestSchema, uploadSchema } from './schemas.ts';
import { viewOffer } from './view-offer.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/upload/request',
    operationId: 'requestUpload',
    tags: ['Uploads'],
    summary: 'Request presigned URLs to upload a file',
    description:
      'Content is identified by its hash: repeating a request for the same hash returns the same document, so no Idempotency-Key is needed. Small files get one URL, large files a session with one URL per chunk. An expired or failed upload gets fresh URLs; a complete document gets none.',
    security: bearer,
    middleware: [audited('document.announce'), requireRole('member'), limited(deps, 'uploads')] as const,
    request: {
      body: { required: true, content: { 'application/json': { schema: reference('UploadRequest') } } },
    },
    responses: {
      201: {
        description: 'The content is new to the account.',
        content: { 'application/json': { schema: uploadSchema } },
      },
      200: {
        description: 'The content was announced or stored before; lists what is still missing.',
        content: { 'application/json': { schema: uploadSchema } },
      },
      ...problems(400, 403, 409, 413, 415, 422, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, logger, about, audit } = c.var;
    const body = parseJsonObject(await requireJsonBody(c.env.incoming, c.get('body')));
    const announcement = announcementOf(uploadRequestSchema.parse(body), deps.limits);
    const { accountId } = principal;
    const { offer, isNew } = await requestUpload(deps, { accountId, traceId, announcement, logger, audit });
    about.docId = offer.document.docId;
    about.action = actionOf(offer, isNew);
    return c.json(viewOffer(offer, traceId), isNew ? 201 : 200);
  };

export const requestUploadRoute = { route, handler };
