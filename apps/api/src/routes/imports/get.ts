import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { downloadsOfImport } from '@sluice/db/downloads';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { importParams, importSchema } from './schemas.ts';
import { readImport } from './shared.ts';
import { viewImport } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk/{jobId}',
    operationId: 'getImport',
    tags: ['Imports'],
    summary: 'Get the status of an import',
    security: bearer,
    request: { params: importParams },
    responses: {
      200: { description: 'The import.', content: { 'application/json': { schema: importSchema } } },
      ...problems(400, 404),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const job = await readImport(c, deps, c.req.valid('param'));
    return c.json(viewImport(deps.storage, job, await downloadsOfImport(deps.db, job.id)), 200);
  };

export const getImportRoute = { route, handler };
