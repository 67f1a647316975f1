import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError, type TableColumn, type TableDescription, tableText } from '@sluice/core';
import { listTargetRows } from '@sluice/db/targets';
import type { Definition } from '@sluice/importers';
import { columnOf, keyColumns, resolveTarget } from '@sluice/importers/target';
import type { Principal } from '../../auth/verify-token.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { decodeCursor, encodeCursor } from '../../lists.ts';
import { bearer, pageOf, pageQuery, problems } from '../../openapi.ts';
import { requireImporter, requireVersion } from '../importers/find.ts';
import { importerNameParam } from '../importers/schemas.ts';
import { filterOf, filterQuery } from './filter.ts';
import { canHave } from './values.ts';

const row = z
  .record(z.string(), z.unknown())
  .describe(
    'One value per column of the table, without the account. Decimals are exact texts without zeros at their end, times are in UTC.',
  )
  .openapi('Row');

/** Rows that a page looks at for filters without an index: assets and contacts have none by import, which every import would pay for. */
const MOST = 20_000;

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}',
    operationId: 'listRows',
    tags: ['Rows'],
    summary: "List the rows of the importer's table in key order",
    description: `\`key.COLUMN=VALUE\` selects rows by the exact value of a column of the key, or of its first columns. With \`import_id\` or \`q\`, a page looks at ${MOST.toLocaleString('en')} rows at most, so that it can have few items, or none, before the last page.`,
    security: bearer,
    request: { params: importerNameParam, query: z.object({ ...pageQuery, ...filterQuery }).catchall(z.unknown()) },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(row) } } },
      ...problems(404, 409, 422),
    },
  });

interface Rows {
  readonly definition: Definition;
  readonly table: TableDescription;
  /** In the order of `index`, by the names that the table has for them. */
  readonly key: readonly string[];
  readonly index: string | undefined;
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
    const why = rule ? 'no longer exists' : 'may no longer be used by importers (IMPORT_TARGETS)';
    throw new AppError('TARGET_CHANGED', `The table ${tableText(resolved)} of this importer ${why}.`);
  }
  const nameOf = (column: string) => requireColumn(table, column).name;
  const accountColumn = rule.account === undefined ? undefined : nameOf(rule.account);
  const key = orderOf(definition, table).map(nameOf);
  return { definition, table, accountColumn, ...indexedKey(table, key, accountColumn) };
}

/** @throws AppError TARGET_CHANGED */
function requireColumn(table: TableDescription, name: string): TableColumn {
  const column = columnOf(table, name);
  if (column) return column;
  throw new AppError(
    'TARGET_CHANGED',
    `The table ${tableText({ ...table, table: table.name })} no longer has the column ${name}.`,
  );
}

/** The key in the order of the unique index over it and the account. */
function indexedKey({ indexes }: TableDescription, key: readonly string[], account: string | undefined) {
  const wanted = new Set([...key, ...(account === undefined ? [] : [account])]);
  const index = indexes.find(
    ({ unique, columns }) =>
      unique && columns.length === wanted.size && columns.every((name) => name !== null && wanted.has(name)),
  );
  if (!index) return { key, index: undefined };
  return { key: index.columns.filter((name): name is string => name !== account), index: index.name };
}

/** The columns by which rows are listed: the importer's key, or without one the table's own. @throws AppError INVALID_STATE */
function orderOf(definition: Definition, table: TableDescription): readonly string[] {
  const { primaryKey = [] } = definition.schema;
  if (primaryKey.length > 0) return keyColumns(definition, primaryKey);
  // Several rows may have NULL in the same unique index.
  const orders = (name: string | null) => name !== null && columnOf(table, name)?.nullable === false;
  const unique = table.indexes.filter((index) => index.unique && index.columns.every(orders));
  const own = unique.find((index) => index.name === 'PRIMARY') ?? unique[0];
  if (own) return own.columns.filter((column) => column !== null);
  const message = `The rows of ${table.name} have no order: the table has no unique index over columns that are NOT NULL.`;
  throw new AppError('INVALID_STATE', message);
}

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { limit, cursor, ...asked } = c.req.valid('query');
    const { definition, table, key, index, accountColumn } = await rowsOf(deps, c.var.principal, importer);
    const places = key.map((name) => requireColumn(table, name));
    const position = z
      .array(z.union([z.string(), z.number(), z.boolean()]))
      .length(key.length)
      .refine((values) => places.every((place, at) => canHave(place, values[at] ?? '')));
    const { items, next } = await listTargetRows(deps.db, {
      ...{ table, key, index, limit, most: MOST, filter: filterOf(asked, { definition, table, key }) },
      account: accountColumn === undefined ? undefined : { column: accountColumn, id: c.var.principal.accountId },
      ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor, position) }),
    });
    return c.json({ items, next_cursor: next ? encodeCursor(next) : null } as never, 200);
  };

export function registerRows(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
}
