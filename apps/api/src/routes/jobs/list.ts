import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listJobs } from '@sluice/db/jobs';
import { overviewAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountName, pageRequest, several, timeQuery, timeSort, viewPage } from '../../lists.ts';
import { bearer, pageOf, problems } from '../../openapi.ts';
import { toolParam } from '../tools/schemas.ts';
import { jobKind, jobSchema, jobState } from './schemas.ts';
import { viewJob } from './view.ts';

const query = z.object({
  ...timeQuery,
  ...timeSort,
  kind: several(jobKind),
  state: several(jobState),
  account_id: accountName.optional().describe('For operators: only this account. Default: every account.'),
  tool: toolParam.optional().describe('Only analyses with this tool.'),
  q: z
    .string()
    .trim()
    .max(255)
    .optional()
    .describe('Part of the file name, or the full ID of the job, its document or a trace.'),
});

const route = () =>
  createRoute({
    method: 'get',
    path: '/jobs',
    operationId: 'listJobs',
    tags: ['Operating'],
    summary: 'List imports, analyses and re-processing runs; operators see every account',
    security: bearer,
    request: { query },
    responses: {
      200: {
        description: 'One page.',
        content: { 'application/json': { schema: pageOf(jobSchema).openapi('JobPage') } },
      },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { account_id: asked, q, sort, ...rest } = c.req.valid('query');
    const accountId = await overviewAccount(c, deps, 'job.list', asked);
    const page = await listJobs(deps.db, {
      ...{ accountId, ...pageRequest(rest), oldestFirst: sort === 'created_at' },
      ...(q ? { q } : {}),
    });
    return c.json(
      viewPage(
        page,
        ({ id }) => id,
        (job) => viewJob(deps.kept, job),
      ),
      200,
    );
  };

export const listJobsRoute = { route, handler };
