import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { ALL_ACCOUNTS, archiveImporter, type ImporterRow, restoreImporter } from '@sluice/db/importers';
import type { ChangeAction } from '../../audit/actions.ts';
import { audited } from '../../audit/declare.ts';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { requireImporter } from './find.ts';
import { refuseDefining } from './may-define.ts';
import { importerNameParam, importerSummarySchema, viewImporter } from './schemas.ts';

const answers = {
  200: { description: 'The importer.', content: { 'application/json': { schema: importerSummarySchema } } },
  ...problems(403, 404, 409),
} as const;

const archiveRoute = () =>
  createRoute({
    method: 'delete',
    path: '/importers/{importer}',
    operationId: 'archiveImporter',
    tags: ['Importers'],
    summary: 'Archive an importer',
    description:
      'It takes no new imports. Those that exist go on and can be retried, its rows stay, and it can be restored.',
    security: bearer,
    middleware: [audited('importer.archive'), requireRole('member')] as const,
    request: { params: importerNameParam },
    responses: answers,
  });

const restoreRoute = () =>
  createRoute({
    method: 'post',
    path: '/importers/{importer}/restore',
    operationId: 'restoreImporter',
    tags: ['Importers'],
    summary: 'Restore an archived importer',
    security: bearer,
    middleware: [audited('importer.restore'), requireRole('member')] as const,
    request: { params: importerNameParam },
    responses: answers,
  });

/** Archives or restores; what is so already stays so. @throws AppError NOT_FOUND, FORBIDDEN, INVALID_STATE */
async function change(
  c: AppContext,
  deps: Deps,
  name: string,
  { action, apply }: { action: ChangeAction; apply: typeof archiveImporter },
): Promise<ImporterRow> {
  const { principal, audit } = c.var;
  const row = await requireImporter(deps, principal, name);
  refuseDefining(deps, principal, row.accountId === ALL_ACCOUNTS ? 'all' : 'account');
  if (row.origin === 'folder')
    throw new AppError(
      'INVALID_STATE',
      `The importer ${name} is installed from a folder (IMPORTERS_DIR). Remove its file there to archive it, or put it back to restore it.`,
    );
  const changed = await audit.change(
    deps.db,
    (tx) => apply(tx, row),
    () => ({ action, id: name, accountId: row.accountId || null, after: { archived: action === 'importer.archive' } }),
  );
  if (!changed) audit.unchanged();
  return requireImporter(deps, principal, name);
}

const archive =
  (deps: Deps): RouteHandler<ReturnType<typeof archiveRoute>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const row = await change(c, deps, importer, { action: 'importer.archive', apply: archiveImporter });
    return c.json(await viewImporter(deps, row), 200);
  };

const restore =
  (deps: Deps): RouteHandler<ReturnType<typeof restoreRoute>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const row = await change(c, deps, importer, { action: 'importer.restore', apply: restoreImporter });
    return c.json(await viewImporter(deps, row), 200);
  };

export const archiveImporterRoute = { route: archiveRoute, handler: archive };
export const restoreImporterRoute = { route: restoreRoute, handler: restore };
