import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError, publicReason } from '@sluice/core';
import { type Download, downloadsOfImport } from '@sluice/db/downloads';
import type { BulkImportJob } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { linkTo } from '../downloads/view.ts';
import { requestExport } from './export.ts';
import { importParams } from './schemas.ts';
import { readImport } from './shared.ts';

const ASK_AGAIN_SECONDS = 2;
/** `downloads.kind` of result files, as the worker writes it. */
const KIND = 'import-results';

const formats = z.enum(['csv', 'xlsx', 'json']);
const preparingSchema = z
  .object({
    status: z.literal('preparing'),
    format: formats,
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('ResultsPreparing');

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk/{jobId}/results',
    operationId: 'importResults',
    tags: ['Imports'],
    summary: 'Download the result file: the original records, each with its outcome',
    security: bearer,
    request: { params: importParams, query: z.object({ format: formats.default('csv') }) },
    responses: {
      302: {
        description: 'Redirect to the file by a link that expires after ten minutes.',
        headers: { Location: { schema: { type: 'string' } } },
      },
      202: {
        description: 'The file is being created; retry after the seconds in `Retry-After`.',
        headers: { 'Retry-After': { schema: { type: 'integer' } } },
        content: { 'application/json': { schema: preparingSchema } },
      },
      ...problems(400, 404, 409, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const job = await readImport(c, deps, c.req.valid('param'));
    const { format } = c.req.valid('query');
    if (!isFinal(job.status)) {
      throw new AppError(
        'INVALID_STATE',
        `The import is ${job.status}. Its result file is available once it finishes.`,
      );
    }
    const results = (await downloadsOfImport(deps.db, job.id)).filter(({ kind }) => kind === KIND);
    const csv = original(job, results);
    const file =
      format === 'csv' ? csv : results.find((download) => download.format === format && !isOlder(download, csv));
    if (file?.status === 'uploaded') return c.redirect(await linkTo(deps.storage, file), 302);
    // Another format whose object is lost or expired is converted again.
    if (format !== 'csv' && csv.status === 'uploaded') await requestExport(deps, job, format, csv);
    const message = `The ${format} file is being created. Try again in a moment.`;
    return c.json({ status: 'preparing' as const, format, message, trace_id: c.var.traceId }, 202, {
      'Retry-After': String(ASK_AGAIN_SECONDS),
    });
  };

const notStored = ({ format, lastError }: Download): AppError =>
  new AppError(
    'INVALID_STATE',
    `The ${format} file was created, but could not be delivered to storage: ${publicReason(lastError) ?? 'unknown reason'}.`,
  );

const remedy = ({ docId }: BulkImportJob): string =>
  docId === null
    ? 'Its document has been deleted too: import the file again to get a new one.'
    : 'Re-process it to create it again.';

/** Created from an older CSV, before a retry of the import replaced it. */
const isOlder = (file: Download, csv: Download): boolean =>
  file.uploadedAt !== null && csv.uploadedAt !== null && file.uploadedAt < csv.uploadedAt;

/** The CSV from which every other format is created. @throws AppError NOT_FOUND, INVALID_STATE when it is not available */
function original(job: BulkImportJob, results: readonly Download[]): Download {
  const file = results.find((download) => download.format === 'csv');
  if (!file) throw new AppError('NOT_FOUND', `The import is ${job.status} and has no result file.`);
  if (file.status === 'expired') throw new AppError('NOT_FOUND', `The result file has expired. ${remedy(job)}`);
  if (file.status === 'upload_failed') throw notStored(file);
  return file;
}

export const importResultsRoute = { route, handler };
