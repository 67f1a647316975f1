import type { OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { sameOrigin } from '../../middleware/same-origin.ts';
import { authenticatePage, signInUrl } from './guard.ts';
import { retriedOnBoard, retryJob } from './retry-job.ts';

const BOARD_PATH = '/admin/queues';

/** bull-board sets style attributes. */
const boardHeaders = secureHeaders({
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
  },
});

/** The board's static files have hashes in their names; everything else is live data. */
const caching = createMiddleware<AppEnv>(async (c, next) => {
  const isFile = c.req.path.startsWith(`${BOARD_PATH}/static/`);
  await next();
  c.res.headers.set('Cache-Control', isFile && c.res.ok ? 'private, max-age=86400' : 'no-store');
});

/** The queues' own dashboard at `/admin/queues`, for operators only, with the dashboard's session. */
export function registerAdmin(app: OpenAPIHono<AppEnv>, deps: Deps): void {
  app.use('/admin/*', caching, sameOrigin);
  app.get('/admin/login', (c) => c.redirect(signInUrl(BOARD_PATH), 303));

  let board: Hono<AppEnv> | undefined;
  app.use(`${BOARD_PATH}/*`, boardHeaders, authenticatePage(deps), requireRole('operator'));
  app.put(`${BOARD_PATH}/api/queues/:queue/:job/retry`, audited(...retriedOnBoard), async (c) => {
    await retryJob(c, deps, c.req.param('queue'), c.req.param('job'));
    return c.body(null, 204);
  });
  app.all(`${BOARD_PATH}/*`, async (c) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      throw new AppError(
        'FORBIDDEN',
        'The queue board can only retry a failed job. Everything else is done over the API.',
      );
    }
    if (c.req.path.startsWith(`${BOARD_PATH}/api/`)) {
      await deps.auditedReads.record(c, { action: 'queue.read', accountId: null });
    }
    // Its 300 modules would slow down every start, and few operators open it.
    const { createBoard } = await import('./board.ts');
    board ??= createBoard(BOARD_PATH, deps.queues);
    const answer = await board.fetch(c.req.raw, c.env);
    if (answer.status >= 500) {
      // The board fails when Redis does, with a message meant for programmers. Its queues may have to be opened again.
      board = undefined;
      await deps.queues.check();
      throw new AppError('INTERNAL', await answer.text());
    }
    if (!answer.headers.get('content-type')?.startsWith('text/html')) return c.newResponse(answer.body, answer);
    const page = (await answer.text()).replace(FOREIGN_FONT, '').replace('</head>', `${REFUSED_CONTROLS}</head>`);
    return c.html(page, answer.status as 200);
  });
}

/**
 * bull-board's own options allow either every change or none, not even a retry. This hides the controls of those changes that
 * are refused above: all menus of queues and schedules, and all buttons of jobs but Retry.
 */
const REFUSED_CONTROLS = `<style>
  button:has(> .lucide-ellipsis-vertical), [class*="queueActions-"], td > button[title]:not([aria-expanded]),
  [class*="jobActions-"] > li:not(:has(.lucide-refresh-cw)) { display: none !important; }
</style>`;

/** bull-board's page loads a font from Google; it is removed so that no third party learns of an operator's visit. */
const FOREIGN_FONT =
  /<link\b(?:(?!fonts\.(?:googleapis|gstatic)\.com)[^<>])*fonts\.(?:googleapis|gstatic)\.com[^<>]*>/g;
