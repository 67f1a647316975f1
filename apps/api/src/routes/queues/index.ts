import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { listQueuesRoute } from './list.ts';

export function registerQueues(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(listQueuesRoute.route(), listQueuesRoute.handler(deps));
}
