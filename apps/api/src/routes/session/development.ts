import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError, isForwarded, isLoopbackAddress } from '@sluice/core';
import { audited } from '../../audit/declare.ts';
import { beginSession } from '../../auth/credentials.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { problems, reference } from '../../openapi.ts';
import { developmentRequestSchema, sessionSchema, signIn, signInOptionsSchema, viewSession } from './schemas.ts';

const route = () =>
  createRoute({
    method: 'post',
    path: '/session/development',
    operationId: 'createDevelopmentSession',
    tags: ['Session'],
    summary: 'Sign in as any account without a token; only where DEV_SIGN_IN is set',
    security: [],
    middleware: [audited('session.create')] as const,
    request: {
      body: { required: true, content: { 'application/json': { schema: reference('DevelopmentSessionRequest') } } },
    },
    responses: {
      200: {
        description: 'Signed in for twelve hours.',
        headers: { 'Set-Cookie': { description: 'HttpOnly, SameSite=Strict.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: sessionSchema } },
      },
      ...problems(400, 403, 404, 413, 415, 422),
    },
  });

const LOCAL_HOST = /^(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * Whether the request comes from this machine, and not through a proxy on it: the socket says so, which no client can forge.
 * The browser must also address this machine by name: a site whose name is made to resolve here (DNS rebinding) counts as
 * the same origin, but its host name does not match.
 */
function isLocal(c: AppContext): boolean {
  const address = c.env?.incoming?.socket.remoteAddress;
  if (address === undefined || !isLoopbackAddress(address) || isForwarded(c.req.header())) return false;
  return LOCAL_HOST.test(c.req.header('host') ?? '');
}

const handler =
  ({ db, verifyToken, developmentToken }: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    if (!developmentToken)
      throw new AppError('NOT_FOUND', 'Development sign-in is disabled. Set DEV_SIGN_IN to enable it.');
    if (!isLocal(c)) {
      throw new AppError(
        'FORBIDDEN',
        'Development sign-in only works on this machine, at localhost or 127.0.0.1, and without a proxy.',
      );
    }
    const body = parseJsonObject(await requireJsonBody(c.env.incoming));
    const { account_id: accountId, role } = developmentRequestSchema.parse(body);
    const token = await developmentToken({ accountId, role });
    const principal = await verifyToken(token);
    c.set('principal', principal);
    const { action, after } = signIn(principal);
    await c.get('audit').record(db, { action, after: { ...after, development: true } });
    beginSession(c, token, principal);
    c.get('logger').warn({ account_id: accountId, role }, 'signed in without a token');
    return c.json(viewSession(principal), 200);
  };

export const createDevelopmentSessionRoute = { route, handler };

const optionsRoute = () =>
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

const optionsHandler =
  ({ developmentToken }: Deps): RouteHandler<ReturnType<typeof optionsRoute>, AppEnv> =>
  (c) =>
    c.json({ development: developmentToken !== undefined && isLocal(c) }, 200);

export const getSignInOptionsRoute = { route: optionsRoute, handler: optionsHandler };
