import type { OpenAPIHono } from '@hono/zod-openapi';
import { toolNames } from '@sluice/jobs';
import type { AppEnv } from '../../context.ts';
import { parametersComponent, parametersSchema } from './catalog.ts';
import { listToolsRoute } from './list.ts';

/** `/tools`, and the parameters of each tool as a schema in the OpenAPI document. */
export function registerTools(api: OpenAPIHono<AppEnv>): void {
  for (const tool of toolNames) {
    api.openAPIRegistry.registerComponent('schemas', parametersComponent(tool), parametersSchema(tool));
  }
  api.openapi(listToolsRoute.route(), listToolsRoute.handler());
}
