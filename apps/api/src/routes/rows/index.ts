import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { listRowsRoute } from './list.ts';

export function registerRows(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(listRowsRoute.route(), listRowsRoute.handler(deps));
}
