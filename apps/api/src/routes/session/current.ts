import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { endSession } from '../../auth/credentials.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { authenticate } from '../../middleware/authenticate.ts';
import { limitFailures } from '../../middleware/rate-limit.ts';
import { bearer, problems } from '../../openapi.ts';
import { sessionSchema, viewSession } from './schemas.ts';

const getRoute = (deps: Deps) =>
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

const getHandler = (): RouteHandler<ReturnType<typeof getRoute>, AppEnv> => (c) =>
  c.json(viewSession(c.var.principal), 200);

export const getSessionRoute = { route: getRoute, handler: getHandler };

const deleteRoute = () =>
  createRoute({
    method: 'delete',
    path: '/session',
    operationId: 'deleteSession',
    tags: ['Session'],
    summary: 'Sign out: remove the cookie; the token itself stays valid until it expires',
    security: [],
    responses: {
      204: { description: 'Signed out, or not signed in.' },
      ...problems(403),
    },
  });

const deleteHandler = (): RouteHandler<ReturnType<typeof deleteRoute>, AppEnv> => (c) => {
  endSession(c);
  return c.body(null, 204);
};

export const deleteSessionRoute = { route: deleteRoute, handler: deleteHandler };
