import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { groupRejects, type RejectGroup } from '@sluice/db/imports';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, pageQuery, problems } from '../../openapi.ts';
import { importParams } from './schemas.ts';
import { readImport } from './shared.ts';

/** Counted in about a second, however many there are. */
const MOST_COUNTED = 100_000;

const outcome = z.enum(['failed', 'skipped']).describe('The outcome of the records.');
const count = z.number().int().min(1);
const first = {
  row: z.number().int().describe('The row of the first one.'),
  line: z.number().int().describe('The line of the first one.'),
  error: z.string().describe('The message of the first one.'),
};

const cause = z
  .object({
    code: z.string(),
    field: z.string().nullable(),
    outcome,
    count,
    values: count.describe('How many different values they have.'),
    ...first,
  })
  .openapi('ImportErrorCause');

const group = z
  .object({ code: z.string(), field: z.string().nullable(), value: z.string().nullable(), outcome, count, ...first })
  .openapi('ImportErrorGroup');

const groups = z
  .object({
    counted: z.number().int().min(0).describe('Row errors that were counted: at most the first 100,000 of the file.'),
    complete: z.boolean().describe('Whether these are all row errors of the import.'),
    cause_count: z.number().int().min(0),
    causes: z.array(cause).describe('By code and field, the largest first.'),
    group_count: z.number().int().min(0),
    groups: z.array(group).describe('By code, field and value, the largest first.'),
  })
  .openapi('ImportErrorGroups');

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk/{jobId}/errors/groups',
    operationId: 'importErrorGroups',
    tags: ['Imports'],
    summary: 'Count the row errors by code, field and value',
    security: bearer,
    request: {
      params: importParams,
      query: z.object({
        limit: pageQuery.limit.default(20).describe('At most this many causes, and this many groups.'),
      }),
    },
    responses: {
      200: { description: 'The largest groups.', content: { 'application/json': { schema: groups } } },
      ...problems(400, 404, 422),
    },
  });

function view({ count, values, first: { row, line, outcome, code, field, value, message } }: RejectGroup) {
  return { code, field, value, outcome, count, values, row, line, error: message };
}

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const job = await readImport(c, deps, c.req.valid('param'));
    const { limit } = c.req.valid('query');
    const found = await groupRejects(deps.db, { jobId: job.id, limit, most: MOST_COUNTED });
    return c.json(
      {
        counted: found.counted,
        complete: found.complete,
        cause_count: found.causes.total,
        causes: found.causes.items.map(view).map(({ value: _, ...own }) => own),
        group_count: found.groups.total,
        groups: found.groups.items.map(view).map(({ values: _, ...own }) => own),
      },
      200,
    );
  };

export const importErrorGroupsRoute = { route, handler };
