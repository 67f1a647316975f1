import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { listTargetRows, type TargetName } from '@sluice/db/targets';
import type { AppEnv, Deps } from '../../context.ts';
import { decodeCursor, encodeCursor } from '../../lists.ts';
import { bearer, pageOf, pageQuery, problems } from '../../openapi.ts';
import { requireImporter, requireVersion } from '../importers/find.ts';
import { importerNameParam } from '../importers/schemas.ts';

const row = z.record(z.string(), z.unknown()).describe('One value per column of the importer.').openapi('Row');

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
      ...problems(404, 422),
    },
  });

/** `validFrom` as `valid_from`. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const viewRow = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [snakeCase(name), value]));

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const row = await requireImporter(deps, c.var.principal, importer);
    const { definition } = await requireVersion(deps, row, row.version);
    const { limit, cursor } = c.req.valid('query');
    const { items, hasMore } = await listTargetRows(deps.db, {
      target: (definition as { target: { table: TargetName } }).target.table,
      accountId: c.var.principal.accountId,
      limit,
      ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor, z.string()) }),
    });
    const last = items.at(-1);
    const page = {
      items: items.map(({ values }) => viewRow(values)),
      next_cursor: hasMore && last ? encodeCursor(last.key) : null,
    };
    return c.json(page as never, 200);
  };

export function registerRows(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
}
