import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError, type TableDescription, tableText } from '@sluice/core';
import { listTargetRows } from '@sluice/db/targets';
import type { Definition } from '@sluice/importers';
import { keyColumns, resolveTarget } from '@sluice/importers/target';
import type { Principal } from '../../auth/verify-token.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { decodeCursor, encodeCursor } from '../../lists.ts';
import { bearer, pageOf, pageQuery, problems } from '../../openapi.ts';
import { requireImporter, requireVersion } from '../importers/find.ts';
import { importerNameParam } from '../importers/schemas.ts';

const row = z
  .record(z.string(), z.unknown())
  .describe('One value per column of the table, without the account. Decimals are texts, times are in UTC.')
  .openapi('Row');

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}',
    operationId: 'listRows',
    tags: ['Rows'],
    summary: "List the rows of the importer's table in key order",
    security: bearer,
    request: { params: importerNameParam, query: z.object(pageQuery) },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(row) } } },
      ...problems(404, 409, 422),
    },
  });

interface Rows {
  readonly table: TableDescription;
  readonly key: readonly string[];
  /** Whose rows they are is what IMPORT_TARGETS says now, not what the definition said when it was stored. */
  readonly accountColumn: string | undefined;
}

/** @throws AppError NOT_FOUND, TARGET_CHANGED */
async function rowsOf(deps: Deps, principal: Principal, name: string): Promise<Rows> {
  const { targets, tables } = deps;
  const importer = await requireImporter(deps, principal, name);
  const definition = (await requireVersion(deps, importer, importer.version)).definition as Definition;
  const resolved = resolveTarget(definition, targets);
  const rule = targets.ruleOf(resolved);
  const table = rule && (await tables.describe(resolved));
  if (!rule || !table) {
    const why = rule ? 'does not exist any more' : 'is not one of the tables that importers may use any more';
    throw new AppError('TARGET_CHANGED', `The table ${tableText(resolved)} of this importer ${why}.`);
  }
  return { table, key: keyColumns(definition, definition.schema.primaryKey ?? []), accountColumn: rule.account };
}

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { limit, cursor } = c.req.valid('query');
    const { table, key, accountColumn } = await rowsOf(deps, c.var.principal, importer);
    const position = z.array(z.union([z.string(), z.number()])).length(key.length);
    const { items, hasMore } = await listTargetRows(deps.db, {
      ...{ table, key, limit },
      account: accountColumn === undefined ? undefined : { column: accountColumn, id: c.var.principal.accountId },
      ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor, position) }),
    });
    const last = items.at(-1);
    const page = {
      items: items.map(({ values }) => values),
      next_cursor: hasMore && last ? encodeCursor(last.key) : null,
    };
    return c.json(page as never, 200);
  };

export function registerRows(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
}
