import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { activateStorageServerRoute, deactivateStorageServerRoute } from './change.ts';
import { addStorageServerRoute } from './create.ts';
import { drainStorageServerRoute } from './drain.ts';
import { getStorageServerRoute } from './get.ts';
import { listStorageServersRoute } from './list.ts';
import { removeStorageServerRoute } from './remove.ts';
import { newServerSchema } from './schemas.ts';

export function registerStorageServers(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('NewStorageServer', newServerSchema);
  api.openapi(addStorageServerRoute.route(deps), addStorageServerRoute.handler(deps));
  const others = [activateStorageServerRoute, deactivateStorageServerRoute] as const;
  for (const { route, handler } of others) api.openapi(route(), handler(deps));
  api.openapi(listStorageServersRoute.route(), listStorageServersRoute.handler(deps));
  api.openapi(getStorageServerRoute.route(), getStorageServerRoute.handler(deps));
  api.openapi(drainStorageServerRoute.route(), drainStorageServerRoute.handler(deps));
  api.openapi(removeStorageServerRoute.route(), removeStorageServerRoute.handler(deps));
}
