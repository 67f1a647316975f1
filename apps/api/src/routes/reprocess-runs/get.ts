import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { readableAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { runParams, runSchema } from './schemas.ts';
import { findRun, viewRun } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/reprocess-runs/{runId}',
    operationId: 'getReprocessRun',
    tags: ['Downloads'],
    summary: 'Get the status of a re-processing run',
    security: bearer,
    request: { params: runParams },
    responses: {
      200: { description: 'The run.', content: { 'application/json': { schema: runSchema } } },
      ...problems(400, 404),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) =>
    c.json(viewRun(await findRun(deps.db, readableAccount(c.var.principal), c.req.valid('param').runId)), 200);

export const getReprocessRunRoute = { route, handler };
