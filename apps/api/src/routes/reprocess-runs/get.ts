import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { readResource } from '../../auth/readable-account.ts';
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
  async (c) => {
    const { runId: id } = c.req.valid('param');
    const run = await readResource(c, deps, { action: 'reprocess_run.read', id }, (accountId) =>
      findRun(deps.db, accountId, id),
    );
    return c.json(viewRun(run), 200);
  };

export const getReprocessRunRoute = { route, handler };
