import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { downloadsOfImport } from '@sluice/db/downloads';
import { deleteImport, type ImportStatus } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { importParams } from './schemas.ts';
import { findImport } from './shared.ts';

const route = () =>
  createRoute({
    method: 'delete',
    path: '/{importer}/bulk/{jobId}',
    operationId: 'deleteImport',
    tags: ['Imports'],
    summary:
      'Delete the record of a finished import, with its row errors and result files; its rows and its document are kept',
    description:
      'The rows that the import has written stay in their table, and rows that it has deleted do not come back. 409 while it is unfinished.',
    security: bearer,
    middleware: [audited('import.delete'), requireRole('member')] as const,
    request: { params: importParams },
    responses: {
      204: { description: 'Deleted.' },
      ...problems(400, 403, 404, 409),
    },
  });

const unfinished = (status: ImportStatus): AppError =>
  new AppError('INVALID_STATE', `The import is ${status}. Cancel it or wait until it finishes, then delete it.`);

/**
 * The row first, uncommitted: from then on nobody can retry the import, which would write its files again. If one of them cannot be
 * deleted, the row stays and shows what is left to delete. Retention deletes the row errors, which may be many.
 */
const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, about, audit } = c.var;
    const params = c.req.valid('param');
    const job = await findImport(deps.db, principal.accountId, params);
    const { id, accountId, importer, status, docId } = job;
    about.jobId = id;
    if (!isFinal(status)) throw unfinished(status);
    const files = await downloadsOfImport(deps.db, id);
    const before = { importer, status, doc_id: docId, files: files.length };
    const what = { action: 'import.delete', id, accountId, before } as const;
    await audit.start(deps.db, what);
    await deps.deletions(() =>
      audit.change(
        deps.db,
        async (tx) => {
          // Somebody has retried it in the meantime, or deleted it, which this look then says.
          if (!(await deleteImport(tx, id))) throw unfinished((await findImport(tx, accountId, params)).status);
          for (const { s3Path } of files) await deps.storage.delete(s3Path);
          return true;
        },
        () => what,
      ),
    );
    return c.body(null, 204);
  };

export const deleteImportRoute = { route, handler };
