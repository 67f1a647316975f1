import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { downloadsOfAnalysis } from '@sluice/db/downloads';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { downloadSchema, presignQuery } from '../downloads/schemas.ts';
import { addLinks, viewDownload } from '../downloads/view.ts';
import { analysisParams } from './schemas.ts';
import { readAnalysis } from './shared.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/analyses/{analysisId}/downloads',
    operationId: 'analysisDownloads',
    tags: ['Analyses'],
    summary: 'List the artifacts of an analysis with their delivery status',
    security: bearer,
    request: { params: analysisParams, query: z.object(presignQuery) },
    responses: {
      200: {
        description: 'All artifacts; empty until the analysis has finished.',
        content: { 'application/json': { schema: z.object({ items: z.array(downloadSchema) }) } },
      },
      ...problems(400, 404, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const analysis = await readAnalysis(c, deps, c.req.valid('param').analysisId);
    const downloads = await downloadsOfAnalysis(deps.db, analysis);
    const views = downloads.map((download) => viewDownload(deps.storage, download));
    return c.json({ items: await addLinks(deps.storage, c.req.valid('query').presign, downloads, views) }, 200);
  };

export const analysisDownloadsRoute = { route, handler };
