import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { receiveForm } from '../../documents/receive.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { asUpload } from '../../middleware/trace.ts';
import { bearer, idempotencyHeader, problems, reference } from '../../openapi.ts';
import { documentSchema } from './schemas.ts';
import { viewDocument } from './view.ts';

const storedSchema = documentSchema.extend({ message: z.string(), trace_id: z.uuid() }).openapi('DocumentStored');

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/documents',
    operationId: 'createDocument',
    tags: ['Documents'],
    summary: 'Store a file by streaming it through the API',
    security: bearer,
    middleware: [
      audited('document.create'),
      asUpload,
      requireRole('member'),
      limited(deps, 'uploads'),
      idempotency(deps),
    ] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'multipart/form-data': { schema: reference('DocumentForm') } } },
    },
    responses: {
      201: { description: 'Stored.', content: { 'application/json': { schema: storedSchema } } },
      200: {
        description: 'The account already has this content; returns the existing document.',
        content: { 'application/json': { schema: storedSchema } },
      },
      ...problems(400, 403, 409, 413, 415, 422, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { stored, fields } = await receiveForm(c, deps, {
      maxFileBytes: deps.limits.maxUploadBytes,
      checkEarly: refuseFields,
    });
    refuseFields(fields);
    const { document, duplicate } = stored;
    const message = duplicate ? 'This file was already stored.' : 'The file was stored.';
    return c.json({ ...viewDocument(document), message, trace_id: c.get('traceId') }, duplicate ? 200 : 201);
  };

export const createDocumentRoute = { route, handler };

/** A document has no options, so a caller who sends one expects something that would not happen. */
function refuseFields(fields: ReadonlyMap<string, string>): void {
  if (fields.size === 0) return;
  throw new AppError('VALIDATION_FAILED', 'The form takes only the field "file".', {
    fields: [...fields.keys()].map((field) => ({ field, code: 'unrecognized_keys', message: 'is not a known field' })),
  });
}
