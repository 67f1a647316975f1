import { newId, withTrace } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import type { AppEnv, Deps } from '../context.ts';

const HEADER = 'X-Request-ID';
/** Printable ASCII without spaces: it goes into logs and headers unchanged. */
const ACCEPTED = /^[\x21-\x7e]{1,128}$/;

/** The caller's request ID, or a new one if it sent none that is valid. */
export const requestIdFrom = (sent: string | undefined): string => (sent && ACCEPTED.test(sent) ? sent : newId());

/** Sets the request's ID (theirs or ours), its trace ID (always ours) and its logger. */
export const requestId = ({ logger }: Pick<Deps, 'logger'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const id = requestIdFrom(c.req.header(HEADER));
    const traceId = newId();
    c.set('requestId', id);
    c.set('traceId', traceId);
    c.set('logger', withTrace(logger, traceId, { request_id: id }));
    c.set('about', {});
    c.header(HEADER, id);
    await next();
  });
