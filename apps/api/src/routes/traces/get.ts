import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { getTraceFamily } from '@sluice/db/traces';
import { readResource } from '../../auth/readable-account.ts';
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
    const { family } = await readResource(c, deps, { action: 'trace.read', id: traceId }, async (accountId) => {
      const found = await getTraceFamily(deps.db, { accountId, traceId });
      if (!found) throw new AppError('NOT_FOUND', `No trace has the ID ${traceId}.`);
      return { family: found, accountId: found.trace.accountId };
    });
    return c.json(viewTraceFamily(family, principal.role), 200);
  };

export const getTraceRoute = { route, handler };
