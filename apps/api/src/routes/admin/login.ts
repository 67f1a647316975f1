import { isAppError } from '@sluice/core';
import type { Handler } from 'hono';
import { readBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { countFailedAuth } from '../../middleware/rate-limit.ts';
import { statusOf } from '../../problem.ts';
import { loginPage } from './login-page.ts';
import { beginSession, endSession, sessionToken, verifyOperator } from './session.ts';

const MAX_BODY_BYTES = 16 * 1024;

type Verifies = Pick<Deps, 'verifyToken'>;
type LogsIn = Verifies & Pick<Deps, 'rateLimiter' | 'metrics' | 'limits'>;

/** The page; to an operator who is logged in it offers the way out. */
export const showLogin =
  ({ verifyToken }: Verifies): Handler<AppEnv> =>
  async (c) => {
    const token = sessionToken(c);
    const operator = token && (await verifyOperator(verifyToken, token).catch(() => undefined));
    return c.html(loginPage({ operator: operator || undefined }));
  };

/** Checks the token that was pasted, and keeps it. It comes in the body: addresses end up in logs and histories. */
export const logIn =
  (deps: LogsIn): Handler<AppEnv> =>
  async (c) => {
    const body = new URLSearchParams((await readBody(c.env.incoming, MAX_BODY_BYTES)).toString('utf8'));
    const token = (body.get('token') ?? '').trim();
    try {
      const operator = await verifyOperator(deps.verifyToken, token);
      beginSession(c, token, operator);
      const { accountId, subject } = operator;
      c.var.logger.info({ account_id: accountId, subject }, 'an operator has logged in');
      return c.redirect('/admin/queues', 303);
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code === 'UNAUTHENTICATED') await countFailedAuth(c, deps);
      return c.html(loginPage({ problem: error.message }), statusOf(error));
    }
  };

export const logOut: Handler<AppEnv> = (c) => {
  endSession(c);
  return c.redirect('/admin/login', 303);
};
