import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { templateFormat } from '@sluice/jobs';
import { contentDisposition } from '@sluice/storage';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { askWorker } from '../../status/ask-worker.ts';
import { openImporter } from '../importers/find.ts';
import { importerNameParam } from '../importers/schemas.ts';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

const route = () =>
  createRoute({
    method: 'get',
    path: '/{importer}/bulk/template',
    operationId: 'importTemplate',
    tags: ['Imports'],
    summary: 'Download a template to fill in',
    security: bearer,
    request: { params: importerNameParam, query: z.object({ format: templateFormat.default('csv') }) },
    responses: {
      200: {
        description: "The importer's header with an example record.",
        content: {
          'text/csv': binary,
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': binary,
        },
      },
      ...problems(404, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { format } = c.req.valid('query');
    const { accountId } = c.get('principal');
    const { row } = await openImporter(deps, c.get('principal'), importer);
    const { previewWaitMs: timeoutMs } = deps.limits;
    const payload = { account_id: accountId, importer, importer_version: row.version, format };
    const file = await askWorker(deps, { kind: 'import-template', payload, accountId, timeoutMs });
    return c.body(Uint8Array.from(Buffer.from(file.content_base64, 'base64')), 200, {
      'Content-Type': file.content_type,
      'Content-Disposition': contentDisposition(file.file_name),
    });
  };

export const importTemplateRoute = { route, handler };
