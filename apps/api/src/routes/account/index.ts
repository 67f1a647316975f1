import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { accountUsage } from '@sluice/db/account-usage';
import { countImporters, madeTables } from '@sluice/db/importers';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { listAccountStorageRoute } from './storage.ts';

const names = [
  ...(['stored_bytes', 'uploads', 'event_streams', 'unfinished_imports', 'unfinished_analyses'] as const),
  ...(['importers', 'tables'] as const),
] as const;
/** Without a limit, counting stops here. */
const COUNTED = 10_000;

const usageSchema = z
  .object({
    account_id: z.string(),
    limits: z.array(
      z.object({
        name: z.enum(names).describe('The same name as in the `quota` of a refusal.'),
        used: z.number().int().min(0).describe('Where there is no limit, counting stops at 10,000.'),
        limit: z.number().int().nullable().describe('Null: none.'),
      }),
    ),
  })
  .openapi('AccountUsage');

const route = () =>
  createRoute({
    method: 'get',
    path: '/account/usage',
    operationId: 'getAccountUsage',
    tags: ['Session'],
    summary: "Show the account's limits, and how much of each is used",
    security: bearer,
    responses: {
      200: { description: 'Each limit and its usage.', content: { 'application/json': { schema: usageSchema } } },
      ...problems(),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { accountId } = c.get('principal');
    const { uploads, importers, maxQueuedImports, maxQueuedAnalyses } = deps.limits;
    const atMost = Math.max(COUNTED, uploads.maxUploads, maxQueuedImports, maxQueuedAnalyses);
    const [usage, streams, defined, tables] = await Promise.all([
      accountUsage(deps.db, accountId, atMost),
      deps.streams.used(accountId),
      countImporters(deps.db, accountId),
      madeTables(deps.db, accountId),
    ]);
    const item = (name: (typeof names)[number], used: number, limit: number) => ({ name, used, limit: limit || null });
    const all = [
      item('stored_bytes', usage.storedBytes, uploads.maxBytes),
      item('uploads', usage.uploads, uploads.maxUploads),
      item('event_streams', streams, deps.streams.limit),
      item('unfinished_imports', usage.imports, maxQueuedImports),
      item('unfinished_analyses', usage.analyses, maxQueuedAnalyses),
      item('importers', defined, importers.maxImporters),
      item('tables', tables.length, importers.maxTables),
    ];
    return c.json({ account_id: accountId, limits: all }, 200);
  };

export function registerAccount(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
  api.openapi(listAccountStorageRoute.route(), listAccountStorageRoute.handler(deps));
}
