import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listImports } from '@sluice/db';
import type { AppEnv, Deps } from '../../context.ts';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { bearer, pageOf, pageQuery, problems } from '../../openapi.ts';
import { importerParam, importStatus, summarySchema } from './schemas.ts';
import { viewSummary } from './view.ts';

const moment = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .transform((text) => new Date(text))
  .openapi({ type: 'string', format: 'date-time' });

const query = z.object({
  ...pageQuery,
  status: z
    .union([importStatus.transform((one) => [one]), z.array(importStatus)])
    .optional()
    .openapi({
      type: 'array',
      items: { type: 'string', enum: importStatus.options },
      description: 'May be given several times.',
    }),
  from: moment.optional().describe('Created at or after.'),
  to: moment.optional().describe('Created before.'),
});

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk',
    operationId: 'listImports',
    tags: ['Imports'],
    summary: "The account's imports, newest first",
    security: bearer,
    request: { params: importerParam, query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(summarySchema) } } },
      ...problems(404, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { limit, cursor, status, from, to } = c.req.valid('query');
    const after = cursor === undefined ? undefined : decodeCursor(cursor, cursorSchema);
    const { items, hasMore } = await listImports(deps.db, {
      accountId: c.var.principal.accountId,
      importer,
      limit,
      ...(status ? { status } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(after ? { cursor: { createdAt: new Date(after[0]), id: after[1] } } : {}),
    });
    const last = items.at(-1);
    const next = hasMore && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null;
    return c.json({ items: items.map(viewSummary), next_cursor: next }, 200);
  };

export const listImportsRoute = { route, handler };
