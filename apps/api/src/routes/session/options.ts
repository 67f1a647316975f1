import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { problems } from '../../openapi.ts';
import { isLocal } from './development.ts';
import { signInOptionsSchema } from './schemas.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/session/options',
    operationId: 'getSignInOptions',
    tags: ['Session'],
    summary: 'List the available ways to sign in; public',
    security: [],
    responses: {
      200: { description: 'The sign-in options.', content: { 'application/json': { schema: signInOptionsSchema } } },
      ...problems(),
    },
  });

const handler =
  ({ developmentToken }: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  (c) =>
    c.json({ development: developmentToken !== undefined && isLocal(c) }, 200);

export const getSignInOptionsRoute = { route, handler };
