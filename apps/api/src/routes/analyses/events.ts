import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { downloadsOfAnalysis } from '@sluice/db/downloads';
import { isFinal } from '@sluice/db/lifecycle';
import type { AppEnv, Deps } from '../../context.ts';
import { analysisEventId, answerEvents } from '../../events/answer-events.ts';
import { bearer, eventAnswers, lastEventHeader, problems } from '../../openapi.ts';
import { analysisParams } from './schemas.ts';
import { findAnalysis, readAnalysis } from './shared.ts';
import { viewAnalysis, viewAnalysisProgress } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/analyses/{analysisId}/events',
    operationId: 'analysisEvents',
    tags: ['Analyses'],
    summary:
      'Stream progress as server-sent events: `progress` while it runs, then `done` with the analysis (without its report)',
    security: bearer,
    request: { params: analysisParams, headers: lastEventHeader },
    responses: { ...eventAnswers, ...problems(400, 404, 429) },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { analysisId } = c.req.valid('param');
    const analysis = await readAnalysis(c, deps, analysisId);
    const find = () => findAnalysis(deps.db, analysis.accountId, analysisId);
    return answerEvents(c, deps, c.req.valid('header')['last-event-id'], {
      id: analysisId,
      state: analysis,
      watcher: deps.analyses,
      eventId: analysisEventId,
      isFinal: ({ status }) => isFinal(status),
      progress: viewAnalysisProgress,
      done: async () => viewAnalysis(deps.storage, await find(), await downloadsOfAnalysis(deps.db, analysis)),
    });
  };

export const analysisEventsRoute = { route, handler };
