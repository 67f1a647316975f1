import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { downloadsOfImport } from '@sluice/db/downloads';
import { isFinal } from '@sluice/db/lifecycle';
import type { AppEnv, Deps } from '../../context.ts';
import { answerEvents, importEventId } from '../../events/answer-events.ts';
import { bearer, eventAnswers, lastEventHeader, problems } from '../../openapi.ts';
import { importParams } from './schemas.ts';
import { findImport, readImport } from './shared.ts';
import { viewImport, viewProgress } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk/{jobId}/events',
    operationId: 'importEvents',
    tags: ['Imports'],
    summary: 'Stream progress as server-sent events: `progress` while it runs, then `done` with the import',
    security: bearer,
    request: { params: importParams, headers: lastEventHeader },
    responses: { ...eventAnswers, ...problems(400, 404, 429) },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const params = c.req.valid('param');
    const job = await readImport(c, deps, params);
    const find = () => findImport(deps.db, job.accountId, params);
    return answerEvents(c, deps, c.req.valid('header')['last-event-id'], {
      id: job.id,
      state: job,
      watcher: deps.imports,
      eventId: importEventId,
      isFinal: ({ status }) => isFinal(status),
      progress: viewProgress,
      done: async () => viewImport(deps.storage, await find(), await downloadsOfImport(deps.db, job.id)),
    });
  };

export const importEventsRoute = { route, handler };
