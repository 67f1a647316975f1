import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { beginSession } from '../../auth/session-cookie.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { problems, reference } from '../../openapi.ts';
import { developmentRequestSchema, sessionSchema } from './schemas.ts';
import { viewSession } from './view.ts';

const route = () =>
  createRoute({
    method: 'post',
    path: '/session/development',
    operationId: 'createDevelopmentSession',
    tags: ['Session'],
    summary: 'Sign in as anybody, without a token; only where DEV_SIGN_IN says so',
    security: [],
    request: {
      body: { required: true, content: { 'application/json': { schema: reference('DevelopmentSessionRequest') } } },
    },
    responses: {
      200: {
        description: 'Signed in, for twelve hours.',
        headers: { 'Set-Cookie': { description: 'HttpOnly, SameSite=Strict.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: sessionSchema } },
      },
      ...problems(400, 403, 404, 413, 415, 422),
    },
  });

/**
 * Whether the address in the browser is this machine's own. A site whose name is made to lead here (DNS rebinding)
 * counts as the same origin; its name gives it away.
 */
export const isLocal = (c: AppContext): boolean =>
  /^(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(c.req.header('host') ?? '');

const handler =
  ({ verifyToken, developmentToken }: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    if (!developmentToken) throw new AppError('NOT_FOUND', 'There is no development sign-in: DEV_SIGN_IN is not set.');
    if (!isLocal(c)) {
      throw new AppError(
        'FORBIDDEN',
        'The development sign-in works on this machine alone, at localhost or 127.0.0.1.',
      );
    }
    const body = parseJsonObject(await requireJsonBody(c.env.incoming));
    const { account_id: accountId, role } = developmentRequestSchema.parse(body);
    const token = await developmentToken({ accountId, role });
    const principal = await verifyToken(token);
    beginSession(c, token, principal);
    c.var.logger.warn({ account_id: accountId, role }, 'somebody has signed in without a token');
    return c.json(viewSession(principal), 200);
  };

export const createDevelopmentSessionRoute = { route, handler };
