import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { createImport, withTransaction } from '@sluice/db';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { bearer, idempotencyHeader, problems, reference } from '../../openapi.ts';
import { receiveImport } from './receive.ts';
import { acceptedSchema, importerParam } from './schemas.ts';
import { enqueueImport, refuseWhenFull } from './submit.ts';
import { eventsUrl, importUrl } from './urls.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/{importer}/bulk',
    operationId: 'createImport',
    tags: ['Imports'],
    summary: 'Start an import of a file sent along or stored before',
    security: bearer,
    middleware: [requireRole('member'), idempotency(deps)] as const,
    request: {
      params: importerParam,
      headers: idempotencyHeader,
      body: {
        required: true,
        content: {
          'multipart/form-data': { schema: reference('ImportByFile') },
          'application/json': { schema: reference('ImportByDocument') },
        },
      },
    },
    responses: {
      202: {
        description: 'Accepted; the import runs.',
        headers: { Location: { description: 'The same as status_url.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: acceptedSchema } },
      },
      ...problems(400, 403, 404, 409, 413, 415, 422, 429),
    },
  });

/** The row and the recorded answer are one transaction: however this process dies, a repetition makes no second job. */
const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { principal, traceId, logger, idempotent, about } = c.var;
    const { accountId, subject: requestedBy } = principal;
    await refuseWhenFull(deps.db, accountId, deps.limits.maxQueuedImports);
    const { document, options } = await receiveImport(c, deps);
    const accepted = await withTransaction(deps.db, async (tx) => {
      const { docId } = document;
      const id = await createImport(tx, { accountId, importer, docId, options, traceId, requestedBy });
      const answer = {
        status: 'accepted' as const,
        job_id: id,
        doc_id: docId,
        status_url: importUrl(importer, id),
        events_url: eventsUrl(importer, id),
        message: `The import is accepted. Its progress is at ${importUrl(importer, id)}.`,
        trace_id: traceId,
      };
      await idempotent?.record({ status: 202, location: answer.status_url, body: JSON.stringify(answer) }, tx);
      return answer;
    });
    about.jobId = accepted.job_id;
    await enqueueImport(deps, logger, accepted.job_id);
    return c.json(accepted, 202, { Location: accepted.status_url });
  };

export const createImportRoute = { route, handler };
