import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { type BulkImportJob, downloadsOfImport, type ImportProgress, isFinal } from '@sluice/db';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { eventId, isLastEvent } from '../../events/event-id.ts';
import { EventStream } from '../../events/event-stream.ts';
import { bearer, problems } from '../../openapi.ts';
import { findImport } from './find.ts';
import { importParams } from './schemas.ts';
import { viewImport, viewProgress } from './view.ts';

/** Longest delay that a timer can have. */
const MAX_DELAY_MS = 2 ** 31 - 1;

const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk/{jobId}/events',
    operationId: 'importEvents',
    tags: ['Imports'],
    summary: 'Server-sent events: `progress` while it runs, `done` with the whole import at its end',
    security: bearer,
    request: {
      params: importParams,
      headers: z.object({
        'last-event-id': z.string().optional().describe('Id of the last event seen; only news are sent.'),
      }),
    },
    responses: {
      200: {
        description: 'The stream. It ends after `done`, when the token expires and when the server stops.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      204: { description: 'The client has seen `done` already.' },
      ...problems(400, 404, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const job = await findImport(deps.db, c.var.principal, c.req.valid('param'));
    const lastId = c.req.valid('header')['last-event-id'];
    if (lastId !== undefined && isLastEvent(lastId) && lastId === eventId(job)) return c.body(null, 204);
    // HEAD gets here too, and nobody would ever read its stream.
    if (c.req.method === 'HEAD') return c.body(null, 200, streamHeaders);
    return c.body(openStream(c, deps, job, lastId).body, 200, streamHeaders);
  };

/** Feeds a stream from the watcher until the import is final, the client or the token has gone, or the API stops. */
function openStream(c: AppContext, deps: Deps, job: BulkImportJob, lastId: string | undefined): EventStream {
  const { principal, logger } = c.var;
  const params = { importer: job.importer, jobId: job.id };
  const stop = () => stream.close();
  const stream = new EventStream(lastId, () => {
    unwatch();
    clearTimeout(expiry);
    deps.stopping.removeEventListener('abort', stop);
  });
  let ending = false;
  const end = async (id: string) => {
    const done = await findImport(deps.db, principal, params);
    stream.send({ event: 'done', id, data: viewImport(done, await downloadsOfImport(deps.db, job.id)) });
    stream.close();
  };
  const tell = (state: ImportProgress) => {
    const id = eventId(state);
    if (!isFinal(state.status)) return stream.send({ event: 'progress', id, data: viewProgress(state) });
    if (ending) return;
    ending = true;
    end(id).catch((err: unknown) => {
      ending = false;
      logger.warn({ err }, 'the end of an import could not be told; trying again');
    });
  };
  const unwatch = deps.imports.watch(job.id, tell);
  const expiry = setTimeout(stop, Math.min(principal.expiresAt.getTime() - Date.now(), MAX_DELAY_MS));
  deps.stopping.addEventListener('abort', stop, { once: true });
  if (deps.stopping.aborted) stop();
  else tell(job);
  return stream;
}

export const importEventsRoute = { route, handler };
