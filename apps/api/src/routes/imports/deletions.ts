import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { type BulkImportJob, deletionOutcomes, type ImportDeletion, listDeletions } from '@sluice/db/imports';
import type { AppEnv, Deps } from '../../context.ts';
import { decodeCursor, encodeCursor } from '../../lists.ts';
import { bearer, pageOf, pageQuery, problems } from '../../openapi.ts';
import { importParams } from './schemas.ts';
import { readImport } from './shared.ts';

const outcome = z.enum(deletionOutcomes);

const item = z
  .object({
    key: z
      .record(z.string(), z.string())
      .describe('The columns of the key in the table, with their values as texts; bytes in base64.'),
    outcome: outcome.describe(
      'pending: still to be deleted. deleted: deleted, or could be in a dry run. refused: the database refuses to delete it; see `code`. gone: no longer there when it was to be deleted.',
    ),
    code: z.string().nullable().describe('Why it was refused, such as STILL_REFERENCED.'),
    error: z.string().nullable(),
  })
  .openapi('ImportDeletion');

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk/{jobId}/deletions',
    operationId: 'importDeletions',
    tags: ['Imports'],
    summary: 'List the rows that an import with on_absent=delete deletes, by key',
    security: bearer,
    request: {
      params: importParams,
      query: z.object({ ...pageQuery, outcome: outcome.optional().describe('Only rows with this outcome.') }),
    },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(item) } } },
      ...problems(400, 404, 422),
    },
  });

const cursorSchema = z.tuple([z.number().int().min(0)]);

function view({ deletion }: BulkImportJob, { keyValues, outcome, code, message }: ImportDeletion) {
  const values = (deletion?.key ?? []).map(({ column, isBinary }, at): [string, string] => {
    const text = keyValues[at] ?? '';
    return [column, isBinary ? Buffer.from(text, 'hex').toString('base64') : text];
  });
  return { key: Object.fromEntries(values), outcome, code, error: message };
}

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const job = await readImport(c, deps, c.req.valid('param'));
    const { cursor, outcome: wanted, limit } = c.req.valid('query');
    const after = cursor === undefined ? undefined : decodeCursor(cursor, cursorSchema);
    const { items, hasMore } = await listDeletions(deps.db, {
      jobId: job.id,
      ...{ outcome: wanted, limit, cursor: after?.[0] },
    });
    const last = items.at(-1);
    return c.json(
      {
        // What an attempt has recorded before it decided is no plan yet.
        items: job.deletion ? items.map((one) => view(job, one)) : [],
        next_cursor: job.deletion && hasMore && last ? encodeCursor([last.seq]) : null,
      },
      200,
    );
  };

export const importDeletionsRoute = { route, handler };
