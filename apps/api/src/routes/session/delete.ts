import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { endSession } from '../../auth/session-cookie.ts';
import type { AppEnv } from '../../context.ts';
import { problems } from '../../openapi.ts';

const route = () =>
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

const handler = (): RouteHandler<ReturnType<typeof route>, AppEnv> => (c) => {
  endSession(c);
  return c.body(null, 204);
};

export const deleteSessionRoute = { route, handler };
