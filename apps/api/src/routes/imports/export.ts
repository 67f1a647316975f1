import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError, publicReason } from '@sluice/core';
import type { Download } from '@sluice/db/downloads';
import type { BulkImportJob } from '@sluice/db/imports';
import type { JobPayload } from '@sluice/jobs';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, problems } from '../../openapi.ts';
import type { Requester } from '../../work.ts';
import { importParams } from './schemas.ts';
import { findImport, resultsUrl } from './shared.ts';

type ExportFormat = JobPayload<'export-results'>['format'];
type Exported = Pick<BulkImportJob, 'id' | 'accountId' | 'importer'>;

const exportId = (id: string, format: ExportFormat): string => `${id}-${format}`;

const enqueueExport = ({ queues }: Deps, { id, accountId }: Exported, format: ExportFormat): Promise<void> =>
  queues.requeue('export-results', { job_id: id, format }, { jobId: exportId(id, format), accountId });

/**
 * Has the CSV result file converted, unless that is under way. A failure stays until it is retried or the import has a new
 * result file. @throws AppError EXPORT_FAILED
 */
export async function requestExport(
  deps: Deps,
  exported: Exported,
  format: ExportFormat,
  csv: Download,
): Promise<void> {
  const { id } = exported;
  const { state, failure } = (await deps.queues.look('export-results', exportId(id, format))) ?? {};
  if (failure && failure.at > (csv.uploadedAt ?? failure.at)) throw exportFailed(format, failure.reason);
  if (state === undefined || state === 'completed' || state === 'failed') await enqueueExport(deps, exported, format);
}

const exportFailed = (format: string, reason: string): AppError =>
  new AppError(
    'EXPORT_FAILED',
    `The ${format} file could not be created: ${publicReason(reason)}. Retry it, or download the result file as CSV.`,
  );

/** Converts the result file once more. @throws AppError INVALID_STATE when that has not failed */
export async function retryExport(
  deps: Deps,
  { audit }: Requester,
  exported: Exported,
  format: ExportFormat,
): Promise<void> {
  const { id, accountId } = exported;
  const { failure } = (await deps.queues.look('export-results', exportId(id, format))) ?? {};
  if (!failure) throw new AppError('INVALID_STATE', `No failed export of this import to ${format} can be retried.`);
  const what = { action: 'export.retry', id, accountId, after: { format } } as const;
  await audit.start(deps.db, what);
  await enqueueExport(deps, exported, format);
  await audit.record(deps.db, what);
}

const acceptedSchema = z
  .object({
    status: z.literal('accepted'),
    job_id: z.uuid(),
    results_url: z.string(),
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('ExportAccepted');

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/{importer}/bulk/{jobId}/results/retry',
    operationId: 'retryExport',
    tags: ['Imports'],
    summary: 'Retry a failed conversion of the result file to another format',
    security: bearer,
    middleware: [audited('export.retry'), requireRole('member'), limited(deps, 'jobs')] as const,
    request: { params: importParams, query: z.object({ format: z.enum(['xlsx', 'json']) }) },
    responses: {
      202: {
        description: 'Accepted; the file is being created again.',
        headers: { Location: { description: 'Same as `results_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: acceptedSchema } },
      },
      ...problems(400, 403, 404, 409, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const job = await findImport(deps.db, principal.accountId, c.req.valid('param'));
    const { format } = c.req.valid('query');
    about.jobId = job.id;
    await retryExport(deps, c.var, job, format);
    const url = resultsUrl(job.importer, job.id, format);
    const message = `The ${format} file is being created again. Download it at ${url}.`;
    const accepted = { status: 'accepted' as const, job_id: job.id, results_url: url, message, trace_id: traceId };
    return c.json(accepted, 202, { Location: url });
  };

export const retryExportRoute = { route, handler };
