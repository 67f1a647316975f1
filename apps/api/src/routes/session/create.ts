import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { isAppError } from '@sluice/core';
import { audited } from '../../audit/declare.ts';
import { beginSession } from '../../auth/credentials.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accept } from '../../middleware/authenticate.ts';
import { countFailedAuth } from '../../middleware/rate-limit.ts';
import { problems, reference } from '../../openapi.ts';
import { sessionRequestSchema, sessionSchema, signIn, viewSession } from './schemas.ts';

const route = () =>
  createRoute({
    method: 'post',
    path: '/session',
    operationId: 'createSession',
    tags: ['Session'],
    summary: 'Sign in: exchange a token for an HttpOnly cookie',
    security: [],
    middleware: [audited('session.create')] as const,
    request: {
      body: { required: true, content: { 'application/json': { schema: reference('SessionRequest') } } },
    },
    responses: {
      200: {
        description: 'Signed in until the token expires.',
        headers: { 'Set-Cookie': { description: 'HttpOnly, SameSite=Strict.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: sessionSchema } },
      },
      ...problems(400, 403, 413, 415, 422, 429),
    },
  });

/** The token comes in the body because URLs end up in logs and browser histories. */
const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { token } = sessionRequestSchema.parse(parseJsonObject(await requireJsonBody(c.env.incoming)));
    const principal = await accept(c, deps.verifyToken, token).catch(async (error: unknown) => {
      if (isAppError(error) && error.code === 'UNAUTHENTICATED') await countFailedAuth(c, deps);
      throw error;
    });
    c.set('principal', principal);
    await c.get('audit').record(deps.db, signIn(principal));
    beginSession(c, token, principal);
    const { accountId, subject, role } = principal;
    c.get('logger').info({ account_id: accountId, subject, role }, 'signed in');
    return c.json(viewSession(principal), 200);
  };

export const createSessionRoute = { route, handler };
