import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { sameOrigin } from '../../middleware/same-origin.ts';
import { createSessionRoute } from './create.ts';
import { deleteSessionRoute, getSessionRoute } from './current.ts';
import { createDevelopmentSessionRoute, getSignInOptionsRoute } from './development.ts';
import { developmentRequestSchema, sessionRequestSchema } from './schemas.ts';

/** Signing in and out, for browsers. Registered before everything that requires a token. */
export function registerSession(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('SessionRequest', sessionRequestSchema);
  api.openAPIRegistry.register('DevelopmentSessionRequest', developmentRequestSchema);
  // No other site may sign its visitors in here as a user of its choice.
  api.use('/session', sameOrigin).use('/session/*', sameOrigin);
  api.openapi(getSignInOptionsRoute.route(), getSignInOptionsRoute.handler(deps));
  api.openapi(getSessionRoute.route(deps), getSessionRoute.handler());
  api.openapi(createSessionRoute.route(), createSessionRoute.handler(deps));
  api.openapi(createDevelopmentSessionRoute.route(), createDevelopmentSessionRoute.handler(deps));
  api.openapi(deleteSessionRoute.route(), deleteSessionRoute.handler(deps));
}
