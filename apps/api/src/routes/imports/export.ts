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
import { importParams, resultFormats, resultQuery } from './schemas.ts';
import { findImport, resultsUrl } from './shared.ts';

/** What is made of the result file. */
export type ExportChoice = Pick<JobPayload<'export-results'>, 'format' | 'rows'>;
type Exported = Pick<BulkImportJob, 'id' | 'accountId' | 'importer'>;

const exportId = (id: string, { format, rows }: ExportChoice): string =>
  rows === 'failed' ? `${id}-failed-${format}` : `${id}-${format}`;

const enqueueExport = ({ queues }: Deps, { id, accountId }: Exported, choice: ExportChoice): Promise<void> =>
  queues.requeue('export-results', { job_id: id, ...choice }, { jobId: exportId(id, choice), accountId });

/**
 * Has the CSV result file, or its failed rows, converted unless that is under way. A failure stays until it is retried or the import has a new
 * result file. @throws AppError EXPORT_FAILED
 */
export async function requestExport(
  deps: Deps,
  exported: Exported,
  choice: ExportChoice,
  csv: Download,
): Promise<void> {
  const { id } = exported;
  const { state, failure } = (await deps.queues.look('export-results', exportId(id, choice))) ?? {};
  if (failure && failure.at > (csv.uploadedAt ?? failure.at)) throw exportFailed(choice.format, failure.reason);
  if (state === undefined || state === 'completed' || state === 'failed') await enqueueExport(deps, exported, choice);
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
  { format, rows }: ExportChoice,
): Promise<void> {
  // The audit names the rows only where they are a choice.
  const choice = { format, ...(rows === 'failed' && { rows }) };
  const { id, accountId } = exported;
  const { failure } = (await deps.queues.look('export-results', exportId(id, choice))) ?? {};
  if (!failure) throw new AppError('INVALID_STATE', `No failed export of this import to ${format} can be retried.`);
  const what = { action: 'export.retry', id, accountId, after: choice } as const;
  await audit.start(deps.db, what);
  await enqueueExport(deps, exported, choice);
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

const retryQuery = z
  .object({ ...resultQuery, format: resultFormats })
  .refine(({ format, rows }) => format !== 'csv' || rows === 'failed', {
    ...{ path: ['format'], message: 'the CSV file is not converted: re-process its download' },
  });

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/{importer}/bulk/{jobId}/results/retry',
    operationId: 'retryExport',
    tags: ['Imports'],
    summary: 'Retry a failed conversion of the result file to another format, or of its failed rows',
    security: bearer,
    middleware: [audited('export.retry'), requireRole('member'), limited(deps, 'jobs')] as const,
    request: { params: importParams, query: retryQuery },
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
    const choice = c.req.valid('query');
    const { format, rows } = choice;
    about.jobId = job.id;
    await retryExport(deps, c.var, job, choice);
    const url = resultsUrl(job.importer, job.id, format, rows);
    const message = `The ${format} file is being created again. Download it at ${url}.`;
    const accepted = { status: 'accepted' as const, job_id: job.id, results_url: url, message, trace_id: traceId };
    return c.json(accepted, 202, { Location: url });
  };

export const retryExportRoute = { route, handler };
