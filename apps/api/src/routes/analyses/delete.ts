import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { type AnalysisStatus, deleteAnalysis } from '@sluice/db/analyses';
import { downloadsOfAnalysis } from '@sluice/db/downloads';
import { isFinal } from '@sluice/db/lifecycle';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { analysisParams } from './schemas.ts';
import { findAnalysis } from './shared.ts';

const route = () =>
  createRoute({
    method: 'delete',
    path: '/analyses/{analysisId}',
    operationId: 'deleteAnalysis',
    tags: ['Analyses'],
    summary: 'Delete a finished analysis with its report and artifacts; its document is kept',
    security: bearer,
    middleware: [audited('analysis.delete'), requireRole('member')] as const,
    request: { params: analysisParams },
    responses: {
      204: { description: 'Deleted.' },
      ...problems(400, 403, 404, 409),
    },
  });

const unfinished = (status: AnalysisStatus): AppError =>
  new AppError('INVALID_STATE', `The analysis is ${status}. Cancel it or wait until it finishes, then delete it.`);

/**
 * The row first, uncommitted: from then on nobody can retry the analysis, which would write its files again. If one of them cannot be
 * deleted, the row stays and shows what is left to delete.
 */
const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, about, audit } = c.var;
    const analysis = await findAnalysis(deps.db, principal.accountId, c.req.valid('param').analysisId);
    about.jobId = analysis.analysisId;
    if (!isFinal(analysis.status)) throw unfinished(analysis.status);
    const files = await downloadsOfAnalysis(deps.db, analysis);
    const keys = new Set([...files.map(({ s3Path }) => s3Path), analysis.reportS3Path]);
    const { analysisId: id, accountId, tool, status, docId } = analysis;
    const before = { tool, status, doc_id: docId, files: files.length };
    const what = { action: 'analysis.delete', id, accountId, before } as const;
    await audit.start(deps.db, what);
    await deps.deletions(() =>
      audit.change(
        deps.db,
        async (tx) => {
          // Somebody has retried it in the meantime, or deleted it, which this look then says.
          if (!(await deleteAnalysis(tx, analysis))) throw unfinished((await findAnalysis(tx, accountId, id)).status);
          for (const key of keys) if (key !== null) await deps.storage.delete(key);
          return true;
        },
        () => what,
      ),
    );
    return c.body(null, 204);
  };

export const deleteAnalysisRoute = { route, handler };
