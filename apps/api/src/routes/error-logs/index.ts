import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { listErrorLogsRoute } from './list.ts';

export function registerErrorLogs(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(listErrorLogsRoute.route(), listErrorLogsRoute.handler(deps));
}
