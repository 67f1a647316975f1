import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listImports } from '@sluice/db/imports';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountQuery, pageRequest, several, timeQuery, viewPage } from '../../lists.ts';
import { bearer, pageOf, problems } from '../../openapi.ts';
import { requireImporter } from '../importers/find.ts';
import { importerNameParam } from '../importers/schemas.ts';
import { importStatus, summarySchema } from './schemas.ts';
import { viewSummary } from './view.ts';

const query = z.object({ ...timeQuery, ...accountQuery, status: several(importStatus) });

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk',
    operationId: 'listImports',
    tags: ['Imports'],
    summary: 'List imports, newest first',
    security: bearer,
    request: { params: importerNameParam, query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(summarySchema) } } },
      ...problems(403, 404, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { account_id: asked, ...query } = c.req.valid('query');
    // Other accounts' imports may be of an importer that is theirs.
    if (asked === undefined) await requireImporter(deps, c.get('principal'), importer);
    const accountId = await listedAccount(c, deps, 'import.list', asked);
    const page = await listImports(deps.db, { accountId, importer, ...pageRequest(query) });
    return c.json(
      viewPage(page, ({ id }) => id, viewSummary),
      200,
    );
  };

export const listImportsRoute = { route, handler };
