import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { audited } from '../../audit/declare.ts';
import { endSession, sessionToken } from '../../auth/credentials.ts';
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
  c.json(viewSession(c.get('principal')), 200);

export const getSessionRoute = { route: getRoute, handler: getHandler };

const deleteRoute = () =>
  createRoute({
    method: 'delete',
    path: '/session',
    operationId: 'deleteSession',
    tags: ['Session'],
    summary: 'Sign out: remove the cookie; the token itself stays valid until it expires',
    security: [],
    middleware: [audited('session.delete')] as const,
    responses: {
      204: { description: 'Signed out, or not signed in.' },
      ...problems(403),
    },
  });

/** Signing out always works: an event that cannot be stored is in the log instead. */
const deleteHandler =
  ({ verifyToken }: Deps): RouteHandler<ReturnType<typeof deleteRoute>, AppEnv> =>
  async (c) => {
    const token = sessionToken(c);
    endSession(c);
    const principal = token === undefined ? undefined : await verifyToken(token).catch(() => undefined);
    if (principal) {
      c.set('principal', principal);
      await c.get('audit').note({ action: 'session.delete' });
    } else c.get('audit').unchanged();
    return c.body(null, 204);
  };

export const deleteSessionRoute = { route: deleteRoute, handler: deleteHandler };
