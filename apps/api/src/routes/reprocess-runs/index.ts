import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { cancelReprocessRunRoute } from './cancel.ts';
import { createReprocessRunRoute } from './create.ts';
import { getReprocessRunRoute } from './get.ts';
import { listReprocessRunsRoute } from './list.ts';
import { retryReprocessRunRoute } from './retry.ts';
import { runRequestSchema } from './schemas.ts';

export function registerReprocessRuns(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('ReprocessRunRequest', runRequestSchema);
  api.openapi(createReprocessRunRoute.route(deps), createReprocessRunRoute.handler(deps));
  api.openapi(listReprocessRunsRoute.route(), listReprocessRunsRoute.handler(deps));
  api.openapi(getReprocessRunRoute.route(), getReprocessRunRoute.handler(deps));
  api.openapi(cancelReprocessRunRoute.route(), cancelReprocessRunRoute.handler(deps));
  api.openapi(retryReprocessRunRoute.route(deps), retryReprocessRunRoute.handler(deps));
}
