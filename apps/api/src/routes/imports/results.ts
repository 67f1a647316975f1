import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError, publicReason } from '@sluice/core';
import { type Download, downloadsOfImport, isOriginalResult, resultKinds } from '@sluice/db/downloads';
import type { BulkImportJob } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { linkTo } from '../downloads/view.ts';
import { requestExport } from './export.ts';
import { importParams, resultFormats, resultQuery } from './schemas.ts';
import { readImport } from './shared.ts';

const ASK_AGAIN_SECONDS = 2;

const preparingSchema = z
  .object({
    status: z.literal('preparing'),
    format: resultFormats,
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
    summary: 'Download the result file: the original records, or only those that failed, each with its outcome',
    security: bearer,
    request: { params: importParams, query: z.object(resultQuery) },
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
    const choice = c.req.valid('query');
    const { format, rows } = choice;
    if (!isFinal(job.status)) {
      throw new AppError(
        'INVALID_STATE',
        `The import is ${job.status}. Its result file is available once it finishes.`,
      );
    }
    const results = await downloadsOfImport(deps.db, job.id);
    const csv = original(job, results);
    if (rows === 'failed' && job.failedRows === 0) throw new AppError('NOT_FOUND', 'No record of this import failed.');
    const file = results.find(
      (each) => each.kind === resultKinds[rows] && each.format === format && (each === csv || !isOlder(each, csv)),
    );
    if (file?.status === 'uploaded') return c.redirect(await linkTo(deps.storage, file), 302);
    // A converted file whose object is lost or expired is converted again.
    if (file !== csv && csv.status === 'uploaded') await requestExport(deps, job, choice, csv);
    const message = `The ${format} file is being created. Try again in a moment.`;
    return c.json({ status: 'preparing' as const, format, message, trace_id: c.get('traceId') }, 202, {
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
  const file = results.find(isOriginalResult);
  if (!file) throw new AppError('NOT_FOUND', `The import is ${job.status} and has no result file.`);
  if (file.status === 'expired') throw new AppError('NOT_FOUND', `The result file has expired. ${remedy(job)}`);
  if (file.status === 'upload_failed') throw notStored(file);
  return file;
}

export const importResultsRoute = { route, handler };
