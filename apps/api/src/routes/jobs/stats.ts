import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { countEndedJobs, jobLatencies, type StatsRange } from '@sluice/db/jobs';
import { overviewAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountName, timeQuery } from '../../lists.ts';
import { bearer, problems } from '../../openapi.ts';
import { jobStatsSchema } from './schemas.ts';
import { statsTimes } from './stats-range.ts';
import { viewStats } from './view-stats.ts';

const query = z.object({
  from: timeQuery.from.describe(
    'Jobs that ended at or after this time, rounded down to a whole bucket. Default: a day before `to`.',
  ),
  to: timeQuery.to.describe('Jobs that ended before this time. Default: now.'),
  bucket: z.coerce
    .number()
    .int()
    .min(10)
    .max(366 * 86_400)
    .optional()
    .describe('Bucket size in seconds; default: a readable size for the range. At most 200 buckets.'),
  account_id: accountName.optional().describe('For operators: only this account. Default: every account.'),
});

const route = () =>
  createRoute({
    method: 'get',
    path: '/jobs/stats',
    operationId: 'getJobStats',
    tags: ['Operating'],
    summary: 'Get throughput and latency of jobs over time',
    security: bearer,
    request: { query },
    responses: {
      200: { description: 'The statistics.', content: { 'application/json': { schema: jobStatsSchema } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { account_id: asked, ...given } = c.req.valid('query');
    const times = statsTimes(given);
    const range: StatsRange = {
      accountId: await overviewAccount(c, deps, 'job.list', asked),
      ...times,
    };
    const whole: StatsRange = { ...range, bucketSeconds: times.buckets * times.bucketSeconds };
    const [ended, latencies, overall] = await Promise.all([
      countEndedJobs(deps.db, range),
      jobLatencies(deps.db, range),
      jobLatencies(deps.db, whole),
    ]);
    return c.json(viewStats(times, { ended, latencies, overall }), 200);
  };

export const getJobStatsRoute = { route, handler };
