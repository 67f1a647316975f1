import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { documentReading, readingOptions, withoutConflicts } from '@sluice/jobs';
import { unaudited } from '../../audit/declare.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { findCompleteDocument } from '../../documents/find.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, problems, reference } from '../../openapi.ts';
import { zodFields } from '../../problem.ts';
import { askWorker } from '../../status/ask-worker.ts';
import { decisionSchema, dialectSchema, warningSchema } from '../reading.ts';
import { documentParams } from './schemas.ts';

const asked = z.strictObject(readingOptions).superRefine(withoutConflicts);

const readingSchema = documentReading
  .extend({
    dialect: dialectSchema,
    decisions: z.array(decisionSchema).describe(documentReading.shape.decisions.description ?? ''),
    warnings: z.array(warningSchema),
    trace_id: z.uuid(),
  })
  .openapi('DocumentReading');

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/documents/{docId}/reading',
    operationId: 'previewReading',
    tags: ['Documents'],
    summary: 'Show how a document is read: what was detected and why, its header and first rows',
    description: 'Nothing is stored. Only the start of a large file is looked at.',
    security: bearer,
    middleware: [unaudited('It stores nothing.'), requireRole('member'), limited(deps, 'uploads')] as const,
    request: {
      params: documentParams,
      body: { required: true, content: { 'application/json': { schema: reference('ReadingOptions') } } },
    },
    responses: {
      200: { description: 'How it is read.', content: { 'application/json': { schema: readingSchema } } },
      ...problems(400, 403, 404, 409, 413, 415, 422, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { accountId } = c.get('principal');
    const { docId } = c.req.valid('param');
    const parsed = asked.safeParse(parseJsonObject(await requireJsonBody(c.env.incoming, c.get('body'))));
    if (!parsed.success) {
      throw new AppError('VALIDATION_FAILED', 'Some options are wrong; see `fields`.', {
        fields: zodFields(parsed.error),
      });
    }
    const document = await findCompleteDocument(deps, { accountId, docId });
    c.get('about').docId = docId;
    const payload = { doc_id: docId, account_id: accountId, options: parsed.data };
    const { previewWaitMs: timeoutMs } = deps.limits;
    const reading = await askWorker(deps, { kind: 'preview-reading', payload, accountId, timeoutMs, document });
    return c.json({ ...reading, trace_id: c.get('traceId') }, 200);
  };

export const previewReadingRoute = { route, handler };
