import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { getTraceRoute } from './get.ts';
import { listTracesRoute } from './list.ts';

export function registerTraces(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(listTracesRoute.route(), listTracesRoute.handler(deps));
  api.openapi(getTraceRoute.route(), getTraceRoute.handler(deps));
}
