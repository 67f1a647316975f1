import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { listJobsRoute } from './list.ts';
import { getJobStatsRoute } from './stats.ts';

export function registerJobs(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(listJobsRoute.route(), listJobsRoute.handler(deps));
  api.openapi(getJobStatsRoute.route(), getJobStatsRoute.handler(deps));
}
