import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { findDocument } from '../../documents/find.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { awaitVerification, completeUpload, failureError } from '../../uploads/complete-upload.ts';
import { completionSchema, uploadParams } from './schemas.ts';
import { headOf } from './view-offer.ts';

const route = () =>
  createRoute({
    method: 'post',
    path: '/upload/{docId}/complete',
    operationId: 'completeUpload',
    tags: ['Uploads'],
    summary: 'Complete an upload: its bytes are read and verified',
    description:
      'Verifies size, hash and type, and that the file can be read as a table. Small files are verified while the caller waits; chunked ones return 202. Repeating the request is harmless.',
    security: bearer,
    middleware: [audited('document.verify'), requireRole('member')] as const,
    request: { params: uploadParams },
    responses: {
      200: {
        description: 'The document is complete.',
        content: { 'application/json': { schema: completionSchema } },
      },
      202: {
        description: 'The document is being verified.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: completionSchema } },
      },
      ...problems(400, 403, 404, 409, 413, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const key = { accountId: principal.accountId, docId: c.req.valid('param').docId };
    const found = await findDocument(deps, key);
    about.docId = key.docId;
    await completeUpload(deps, found, c.var);
    const waitMs = found.storage === 'single' ? deps.limits.verifyWaitMs : 0;
    const signal = AbortSignal.any([c.req.raw.signal, deps.stopping]);
    const document = await awaitVerification(deps, key, { waitMs, signal });
    const { complete, ...answer } = answerFor(document, traceId);
    return complete ? c.json(answer, 200) : c.json(answer, 202, { Location: answer.status_url });
  };

function answerFor(document: Document | undefined, traceId: string) {
  if (!document) throw new AppError('NOT_FOUND', 'The document was deleted.');
  const { docId, uploadStatus } = document;
  if (uploadStatus === 'UPLOAD_FAILED') throw failureError(document);
  const complete = uploadStatus === 'UPLOAD_COMPLETE';
  if (!complete && uploadStatus !== 'UPLOAD_VERIFYING') {
    throw new AppError(
      'INVALID_STATE',
      'The upload was requested again in the meantime. Send the file to the new URL.',
    );
  }
  return {
    complete,
    ...headOf(document),
    status_url: `/api/v1/upload/${docId}`,
    trace_id: traceId,
    message: complete ? 'The document is complete.' : 'The document is being verified.',
  };
}

export const completeUploadRoute = { route, handler };
