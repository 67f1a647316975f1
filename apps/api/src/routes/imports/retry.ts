import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, problems } from '../../openapi.ts';
import { acceptedSchema, importParams } from './schemas.ts';
import { eventsUrl, findImport, importUrl, retryImport } from './shared.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/{importer}/bulk/{jobId}/retry',
    operationId: 'retryImport',
    tags: ['Imports'],
    summary: 'Retry a failed import; it resumes after its last committed batch',
    security: bearer,
    middleware: [audited('import.retry'), requireRole('member'), limited(deps, 'jobs')] as const,
    request: { params: importParams },
    responses: {
      202: {
        description: 'Accepted; the import is queued again.',
        content: { 'application/json': { schema: acceptedSchema } },
      },
      ...problems(400, 403, 404, 409, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const job = await findImport(deps.db, principal.accountId, c.req.valid('param'));
    const { id, importer } = job;
    about.jobId = id;
    const docId = await retryImport(deps, c.var, job);
    const url = importUrl(importer, id);
    return c.json(
      {
        status: 'accepted' as const,
        job_id: id,
        doc_id: docId,
        status_url: url,
        events_url: eventsUrl(importer, id),
        message: `The import was queued again. Follow its progress at ${url}.`,
        trace_id: traceId,
      },
      202,
      { Location: url },
    );
  };

export const retryImportRoute = { route, handler };
