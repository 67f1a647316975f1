import { createRoute, type RouteHandler, type z } from '@hono/zod-openapi';
import { createAnalysis, type NewAnalysis } from '@sluice/db/analyses';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, idempotencyHeader, problems } from '../../openapi.ts';
import { acceptOnce, submit } from '../../work.ts';
import { analysisRequest } from './options.ts';
import { analysisAcceptedSchema, analysisBody } from './schemas.ts';
import { analysisEventsUrl, analysisUrl, creation, receiveAnalysis } from './shared.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/analyses',
    operationId: 'createAnalysis',
    tags: ['Analyses'],
    summary: 'Start an analysis of an uploaded file or a stored document',
    security: bearer,
    middleware: [
      audited('analysis.create', 'document.create'),
      requireRole('member'),
      limited(deps, 'jobs'),
      idempotency(deps),
    ] as const,
    request: { headers: idempotencyHeader, body: analysisBody },
    responses: {
      202: {
        description: 'Accepted; the analysis is queued.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: analysisAcceptedSchema } },
      },
      ...problems(400, 403, 404, 409, 413, 415, 422, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, logger, about } = c.var;
    const { document, options } = await receiveAnalysis(c, deps, analysisRequest(true));
    const { accountId, subject: requestedBy } = principal;
    const { docId } = document;
    const input = { accountId, docId, tool: options.tool, options, traceId, requestedBy };
    const accepted = await acceptOnce(
      c,
      deps.db,
      async (tx) => answerFor(await createAnalysis(tx, input), input),
      ({ analysis_id: id }) => creation(id, input),
    );
    const { analysis_id: jobId, status_url: Location } = accepted;
    about.jobId = jobId;
    const payload = { analysis_id: jobId };
    await submit(deps, logger, { kind: 'analyze-file', payload, jobId, accountId, mark: deps.enqueued.analyses });
    return c.json(accepted, 202, { Location });
  };

export function answerFor(
  id: string,
  { docId, traceId }: Pick<NewAnalysis, 'docId' | 'traceId'>,
): z.output<typeof analysisAcceptedSchema> {
  const url = analysisUrl(id);
  return {
    status: 'accepted',
    analysis_id: id,
    doc_id: docId,
    status_url: url,
    events_url: analysisEventsUrl(id),
    message: `Analysis accepted. Follow its progress at ${url}.`,
    trace_id: traceId,
  };
}

export const createAnalysisRoute = { route, handler };
