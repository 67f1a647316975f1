import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { type Download, isOriginalResult, type OwnedDownload, requestReprocess } from '@sluice/db/downloads';
import { audited } from '../../audit/declare.ts';
import { reachableAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, problems } from '../../openapi.ts';
import { type Requester, submit } from '../../work.ts';
import { downloadParams } from './schemas.ts';
import { downloadUrl, findDownload } from './view.ts';

const acceptedSchema = z
  .object({
    status: z.literal('accepted'),
    download_id: z.uuid(),
    status_url: z.string(),
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('ReprocessAccepted');

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/downloads/{downloadId}/reprocess',
    operationId: 'reprocessDownload',
    tags: ['Downloads'],
    summary: "Deliver a failed or expired artifact or result file again; operators may do so for any account's",
    security: bearer,
    middleware: [audited('download.reprocess'), requireRole('member'), limited(deps, 'jobs')] as const,
    request: { params: downloadParams },
    responses: {
      202: {
        description: 'Accepted: the kept bytes are uploaded, or an identical file is created again.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: acceptedSchema } },
      },
      ...problems(400, 403, 404, 409),
    },
  });

/** Other formats of a result file, and its failed rows, are converted whenever somebody asks for them. */
const isConverted = (download: Download): boolean => download.jobId !== null && !isOriginalResult(download);

/** Without its document, only an artifact that was never delivered may still be kept by a worker. */
const isLost = ({ docId, jobId, status }: OwnedDownload): boolean =>
  docId === null && (status === 'expired' || (status === 'upload_failed' && jobId !== null));

function refusal(download: OwnedDownload): string {
  const { format, jobId, status } = download;
  if (isConverted(download)) {
    return `The ${format} file is converted from the result file. Download it from the import again.`;
  }
  if (isLost(download)) {
    const work = jobId === null ? 'run the analysis again' : 'import it again';
    return `The file cannot be created again: its document has been deleted. Upload the file again, then ${work}.`;
  }
  return `Only failed or expired files can be re-processed; this one is ${status}.`;
}

/** Queues the delivery of a failed or expired file again. @throws AppError INVALID_STATE when there is nothing to deliver */
export async function reprocessDownload(
  deps: Deps,
  { logger, audit }: Requester,
  download: OwnedDownload,
): Promise<void> {
  const { accountId, downloadId, status } = download;
  const request = () =>
    audit.change(
      deps.db,
      (tx) => requestReprocess(tx, { accountId, downloadId }),
      () => ({
        ...{ action: 'download.reprocess', id: downloadId, accountId },
        ...{ before: { status }, after: { status: 'pending' } },
      }),
    );
  const possible = !isConverted(download) && !isLost(download);
  if (!possible || !(await request())) throw new AppError('INVALID_STATE', refusal(download));
  const payload = { download_id: downloadId };
  await submit(deps, logger, { kind: 'upload-artifact', payload, jobId: downloadId, accountId, how: 'requeue' });
}

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const download = await findDownload(deps.db, reachableAccount(principal), c.req.valid('param').downloadId);
    const { downloadId, analysisId, jobId } = download;
    about.jobId = analysisId ?? jobId ?? downloadId;
    await reprocessDownload(deps, c.var, download);
    const url = downloadUrl(downloadId);
    return c.json(
      {
        status: 'accepted' as const,
        download_id: downloadId,
        status_url: url,
        message: `The file is being delivered again. Follow its status at ${url}.`,
        trace_id: traceId,
      },
      202,
      { Location: url },
    );
  };

export const reprocessDownloadRoute = { route, handler };
