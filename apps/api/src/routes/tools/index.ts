import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { toolNames } from '@sluice/jobs';
import type { AppEnv } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { parametersComponent, parametersInOpenApi, tools } from './catalog.ts';
import { toolSchema } from './schemas.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/tools',
    operationId: 'listTools',
    tags: ['Analyses'],
    summary: 'List the tools with their artifacts and parameters',
    security: bearer,
    responses: {
      200: {
        description: 'All tools.',
        content: { 'application/json': { schema: z.object({ items: z.array(toolSchema) }) } },
      },
      ...problems(),
    },
  });

const handler = (): RouteHandler<ReturnType<typeof route>, AppEnv> => (c) => c.json({ items: [...tools] }, 200);

/** `/tools`, and the parameters of each tool as a schema in the OpenAPI document. */
export function registerTools(api: OpenAPIHono<AppEnv>): void {
  for (const tool of toolNames) {
    api.openAPIRegistry.registerComponent('schemas', parametersComponent(tool), parametersInOpenApi(tool));
  }
  api.openapi(route(), handler());
}
