import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { importWork } from '@sluice/db/imports';
import { audited } from '../../audit/declare.ts';
import { cancelWork } from '../../change-work.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { importParams, importStatus } from './schemas.ts';
import { findImport, importUrl } from './shared.ts';

const cancelSchema = z
  .object({
    job_id: z.uuid(),
    status: importStatus,
    status_url: z.string(),
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('ImportCancelled');

const route = () =>
  createRoute({
    method: 'post',
    path: '/{importer}/bulk/{jobId}/cancel',
    operationId: 'cancelImport',
    tags: ['Imports'],
    summary: 'Cancel an import; rows already written are kept and counted',
    security: bearer,
    middleware: [audited('import.cancel'), requireRole('member')] as const,
    request: { params: importParams },
    responses: {
      202: {
        description:
          'The import stops after its current batch. One that no worker has started is cancelled immediately.',
        content: { 'application/json': { schema: cancelSchema } },
      },
      ...problems(400, 403, 404, 409),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about, audit } = c.var;
    const params = c.req.valid('param');
    const { accountId, id, importer, status: before } = await findImport(deps.db, principal.accountId, params);
    about.jobId = id;
    const status = await cancelWork(deps, audit, {
      ...{ work: importWork, action: 'import.cancel', kind: 'import-file', noun: 'import' },
      ...{ id, accountId, status: before },
      now: async () => (await findImport(deps.db, principal.accountId, params)).status,
    });
    const message = status === 'cancelled' ? 'The import was cancelled.' : 'The import stops after its current batch.';
    return c.json({ job_id: id, status, status_url: importUrl(importer, id), message, trace_id: traceId }, 202);
  };

export const cancelImportRoute = { route, handler };
