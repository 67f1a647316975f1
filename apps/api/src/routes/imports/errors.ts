import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listRejects } from '@sluice/db/imports';
import type { AppEnv, Deps } from '../../context.ts';
import { decodeCursor, encodeCursor } from '../../lists.ts';
import { bearer, pageOf, pageQuery, problems } from '../../openapi.ts';
import { importParams, rowErrorSchema } from './schemas.ts';
import { readImport } from './shared.ts';

const item = rowErrorSchema
  .extend({ outcome: z.enum(['failed', 'skipped']).describe('The outcome of the record.') })
  .openapi('ImportRowError');

const query = z.object({
  ...pageQuery,
  code: z.string().max(64).optional().describe('Only errors with this code.'),
  q: z.string().trim().max(255).optional().describe('Text to find in the field, the value or the message.'),
});

const cursorSchema = z.tuple([z.number().int().min(0), z.number().int().min(0)]);

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk/{jobId}/errors',
    operationId: 'importErrors',
    tags: ['Imports'],
    summary: 'List all row errors in file order',
    security: bearer,
    request: { params: importParams, query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(item) } } },
      ...problems(400, 404, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const job = await readImport(c, deps, c.req.valid('param'));
    const { cursor, ...asked } = c.req.valid('query');
    const after = cursor === undefined ? undefined : decodeCursor(cursor, cursorSchema);
    const { items, hasMore } = await listRejects(deps.db, {
      ...asked,
      jobId: job.id,
      cursor: after && { row: after[0], seq: after[1] },
    });
    const last = items.at(-1);
    return c.json(
      {
        items: items.map(({ row, line, field, code, value, message, outcome }) => {
          return { row, line, field, code, value, error: message, outcome };
        }),
        next_cursor: hasMore && last ? encodeCursor([last.row, last.seq]) : null,
      },
      200,
    );
  };

export const importErrorsRoute = { route, handler };
