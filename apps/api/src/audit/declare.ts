import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv, Deps } from '../context.ts';
import type { ChangeAction } from './actions.ts';
import { AuditTrail } from './trail.ts';

/** The actions that a route may record, or why it records none. */
export type Declaration = { readonly actions: readonly ChangeAction[] } | { readonly exempt: string };

const declarations = new WeakMap<object, Declaration>();
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Declares that a route changes something: its handler records it with `c.var.audit`, in the transaction of the change.
 * First in the route's list, so that what `requireRole` denies is recorded too.
 */
export const audited = (...actions: [ChangeAction, ...ChangeAction[]]): MiddlewareHandler<AppEnv> =>
  declaring(
    { actions },
    createMiddleware<AppEnv>(async (c, next) => {
      c.get('audit').declare(actions);
      await next();
    }),
  );

/** Declares that a route with a changing method changes nothing. */
export const unaudited = (reason: string): MiddlewareHandler<AppEnv> =>
  declaring(
    { exempt: reason },
    createMiddleware<AppEnv>((_c, next) => next()),
  );

function declaring(declaration: Declaration, middleware: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> {
  declarations.set(middleware, declaration);
  return middleware;
}

/** Gives every request its trail. */
export const auditTrail = (deps: Deps): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (c: Context<AppEnv>, next) => {
    const trail = new AuditTrail(c, deps);
    c.set('audit', trail);
    await next();
    await trail.end();
  });

interface RegisteredRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: unknown;
}

/** What each route with a changing method declares, by `METHOD path`. @throws Error for routes that declare nothing */
export function declaredChanges(routes: readonly RegisteredRoute[]): Map<string, Declaration> {
  const changing = routes.filter(({ method }) => CHANGING.has(method));
  const found = new Map<string, Declaration>();
  for (const { method, path, handler } of changing) {
    const declaration = declarations.get(handler as object);
    if (declaration) found.set(`${method} ${path}`, declaration);
  }
  const silent = changing.map(({ method, path }) => `${method} ${path}`).filter((route) => !found.has(route));
  if (silent.length === 0) return found;
  throw new Error(`These routes declare neither \`audited\` nor \`unaudited\`: ${[...new Set(silent)].join(', ')}.`);
}
