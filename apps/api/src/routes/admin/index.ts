import type { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { AppEnv, Deps } from '../../context.ts';
import { limitFailures } from '../../middleware/rate-limit.ts';
import { BOARD_PATH, createBoard } from './board.ts';
import { requireOperator } from './guard.ts';
import { logIn, logOut, showLogin } from './login.ts';
import { styleHash } from './login-page.ts';
import { sameOrigin } from './same-origin.ts';

const common = {
  defaultSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};
/** Browsers send `Origin: null` with forms of a page that has the policy `no-referrer`. */
const referrerPolicy = 'same-origin';

const loginHeaders = secureHeaders({
  referrerPolicy,
  xFrameOptions: 'DENY',
  contentSecurityPolicy: { ...common, styleSrc: [styleHash] },
});

/** bull-board sets style attributes, and asks for a font of Google that it does not get. */
const boardHeaders = secureHeaders({
  referrerPolicy,
  xFrameOptions: 'DENY',
  contentSecurityPolicy: {
    ...common,
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
  },
});

/** The files of the board have hashes in their names; everything else is of this moment. */
const caching = createMiddleware<AppEnv>(async (c, next) => {
  const isFile = c.req.path.startsWith(`${BOARD_PATH}/static/`);
  await next();
  c.res.headers.set('Cache-Control', isFile && c.res.ok ? 'private, max-age=86400' : 'no-store');
});

/** The queues' dashboard at `/admin/queues`, and the login for browsers at `/admin/login`. For operators alone. */
export function registerAdmin(app: OpenAPIHono<AppEnv>, deps: Deps): void {
  app.use('/admin/*', caching, sameOrigin);
  app.use('/admin/login', loginHeaders);
  app.get('/admin/login', showLogin(deps));
  app.post('/admin/login', logIn(deps));
  app.post('/admin/logout', logOut);

  let board: ReturnType<typeof createBoard> | undefined;
  app.use(`${BOARD_PATH}/*`, boardHeaders, limitFailures(deps, requireOperator(deps)));
  app.all(`${BOARD_PATH}/*`, async (c) => {
    board ??= createBoard(deps.queues);
    const answer = await board.fetch(c.req.raw, c.env);
    return c.newResponse(answer.body, answer);
  });
}
