import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { EVERY_ACCOUNT } from '@sluice/db';
import { listAccountStorage } from '@sluice/db/account-usage';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { decodeCursor, encodeCursor } from '../../lists.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, pageOf, pageQuery, problems } from '../../openapi.ts';

const storageSchema = z
  .object({
    account_id: z.string(),
    documents: z.number().int().min(1),
    stored_bytes: z.number().int().min(0).describe('Of its documents, stored and announced.'),
    limit_bytes: z.number().int().nullable().describe('Null: none.'),
  })
  .openapi('AccountStorage');

const route = () =>
  createRoute({
    method: 'get',
    path: '/account-storage',
    operationId: 'listAccountStorage',
    tags: ['Operating'],
    summary: 'List the accounts by the storage that their documents use, the largest first',
    security: bearer,
    middleware: [requireRole('operator')] as const,
    request: { query: z.object(pageQuery) },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(storageSchema) } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { cursor, limit } = c.req.valid('query');
    await listedAccount(c, deps, 'account_storage.list', EVERY_ACCOUNT);
    const [bytes, accountId] =
      cursor === undefined ? [] : decodeCursor(cursor, z.tuple([z.number().int(), z.string()]));
    const { items, hasMore } = await listAccountStorage(deps.db, {
      limit,
      ...(bytes === undefined || accountId === undefined ? {} : { cursor: { bytes, accountId } }),
    });
    const last = items.at(-1);
    const limitBytes = deps.limits.uploads.maxBytes || null;
    return c.json(
      {
        items: items.map((one) => ({
          ...{ account_id: one.accountId, documents: one.documents },
          ...{ stored_bytes: one.bytes, limit_bytes: limitBytes },
        })),
        next_cursor: hasMore && last ? encodeCursor([last.bytes, last.accountId]) : null,
      },
      200,
    );
  };

export const listAccountStorageRoute = { route, handler };
