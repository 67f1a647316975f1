import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { getTraceFamily } from '@sluice/db/traces';
import { readableAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { traceFamilySchema, traceParams } from './schemas.ts';
import { viewTraceFamily } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/traces/{traceId}',
    operationId: 'getTrace',
    tags: ['Operating'],
    summary: 'Get a trace with its jobs and errors',
    security: bearer,
    request: { params: traceParams },
    responses: {
      200: { description: 'The trace.', content: { 'application/json': { schema: traceFamilySchema } } },
      ...problems(400, 404),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal } = c.var;
    const { traceId } = c.req.valid('param');
    const family = await getTraceFamily(deps.db, { accountId: readableAccount(principal), traceId });
    if (!family) throw new AppError('NOT_FOUND', `No trace has the ID ${traceId}.`);
    return c.json(viewTraceFamily(family, principal.role), 200);
  };

export const getTraceRoute = { route, handler };
