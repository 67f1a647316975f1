import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { authenticate } from '../../middleware/authenticate.ts';
import { limitFailures } from '../../middleware/rate-limit.ts';
import { bearer, problems } from '../../openapi.ts';
import { sessionSchema } from './schemas.ts';
import { viewSession } from './view.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'get',
    path: '/session',
    operationId: 'getSession',
    tags: ['Session'],
    summary: 'Get the current session',
    security: bearer,
    middleware: [limitFailures(deps, authenticate(deps))] as const,
    responses: {
      200: { description: 'The session.', content: { 'application/json': { schema: sessionSchema } } },
      ...problems(),
    },
  });

const handler = (): RouteHandler<ReturnType<typeof route>, AppEnv> => (c) => c.json(viewSession(c.var.principal), 200);

export const getSessionRoute = { route, handler };
