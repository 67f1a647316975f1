import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { listTargetRows } from '@sluice/db/targets';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, pageQuery, problems } from '../../openapi.ts';
import { importerNameParam } from '../importers/schemas.ts';
import { decodePosition, encodePosition } from './cursor.ts';
import { filterOf, filterQuery } from './filter.ts';
import { rowPage } from './schemas.ts';
import { requireColumn, rowsOf } from './source.ts';

/** Rows that a page looks at for filters without an index: assets and contacts have none by import, which every import would pay for. */
const MOST = 20_000;

const query = z.object({
  ...pageQuery,
  ...filterQuery,
  sort: z.enum(['key', '-key']).default('key').describe('In ascending or descending order of the key.'),
});

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}',
    operationId: 'listRows',
    tags: ['Rows'],
    summary: "List the rows of the importer's table in key order",
    description: `\`key.COLUMN=VALUE\` selects rows by the exact value of a column of the key, or of its first columns, through an index. \`column.COLUMN=VALUE\` selects them by the exact value of any column. With this filter, \`import_id\` or \`q\`, a page looks at ${MOST.toLocaleString('en')} rows at most, so that it can have few items, or none, before the last page.`,
    security: bearer,
    request: { params: importerNameParam, query: query.catchall(z.unknown()) },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: rowPage } } },
      ...problems(404, 409, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { limit, cursor, sort, ...asked } = c.req.valid('query');
    const source = await rowsOf(deps, c.get('principal'), importer);
    const { table, key, index, accountColumn } = source;
    const places = key.map((name) => requireColumn(table, name));
    const { items, next, previous } = await listTargetRows(deps.db, {
      ...{ table, key, index, limit, most: MOST, filter: filterOf(asked, source), descending: sort === '-key' },
      account: accountColumn === undefined ? undefined : { column: accountColumn, id: c.get('principal').accountId },
      ...(cursor === undefined ? {} : { cursor: decodePosition(cursor, places) }),
    });
    const page = {
      items,
      next_cursor: next ? encodePosition(next) : null,
      previous_cursor: previous ? encodePosition(previous) : null,
      columns: table.columns.filter(({ name }) => name !== accountColumn).map(({ name, type }) => ({ name, type })),
      key,
      by_import: source.definition.target.stamps?.import !== undefined,
    };
    return c.json(page as never, 200);
  };

export function registerRows(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
}
