import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listDownloads } from '@sluice/db/downloads';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountQuery, pageRequest, several, timeQuery, timeSort, viewPage } from '../../lists.ts';
import { bearer, pageOf, problems } from '../../openapi.ts';
import { toolParam } from '../tools/schemas.ts';
import { downloadStatus, ownedDownloadSchema, presignQuery } from './schemas.ts';
import { addLinks, viewOwnedDownload } from './view.ts';

const query = z.object({
  ...timeQuery,
  ...timeSort,
  ...accountQuery,
  ...presignQuery,
  status: several(downloadStatus),
  tool: toolParam.optional().describe('Only artifacts of analyses with this tool.'),
});

const route = () =>
  createRoute({
    method: 'get',
    path: '/downloads',
    operationId: 'listDownloads',
    tags: ['Downloads'],
    summary: 'List artifacts of analyses and imports',
    security: bearer,
    request: { query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(ownedDownloadSchema) } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { account_id: asked, presign, sort, ...query } = c.req.valid('query');
    const accountId = await listedAccount(c, deps, 'download.list', asked);
    const page = await listDownloads(deps.db, {
      ...{ accountId, ...pageRequest(query), oldestFirst: sort === 'created_at' },
    });
    const view = viewPage(
      page,
      ({ downloadId }) => downloadId,
      (download) => viewOwnedDownload(deps.storage, download, c.get('principal').role),
    );
    return c.json({ ...view, items: await addLinks(deps.storage, presign, page.items, view.items) }, 200);
  };

export const listDownloadsRoute = { route, handler };
