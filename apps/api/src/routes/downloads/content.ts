import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError, publicReason } from '@sluice/core';
import type { Download } from '@sluice/db/downloads';
import { readResource } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { downloadParams } from './schemas.ts';
import { findDownload, linkTo } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/downloads/{downloadId}/content',
    operationId: 'downloadContent',
    tags: ['Downloads'],
    summary: 'Download an artifact',
    security: bearer,
    request: { params: downloadParams },
    responses: {
      302: {
        description: 'Redirect to the file by a link that expires after ten minutes.',
        headers: { Location: { schema: { type: 'string' } } },
      },
      ...problems(400, 404, 409),
    },
  });

/** Why the file is not available. */
function absence({ status, lastError }: Download): string {
  if (status === 'pending') return 'The file is still being delivered to storage. Try again in a moment.';
  if (status === 'expired') return 'The file has expired. Re-process it to create it again.';
  return `The file was created, but could not be delivered to storage: ${publicReason(lastError) ?? 'unknown reason'}.`;
}

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { downloadId: id } = c.req.valid('param');
    const download = await readResource(c, deps, { action: 'download.read', id }, (accountId) =>
      findDownload(deps.db, accountId, id),
    );
    if (download.status !== 'uploaded') throw new AppError('INVALID_STATE', absence(download));
    return c.redirect(await linkTo(deps.storage, download), 302);
  };

export const downloadContentRoute = { route, handler };
