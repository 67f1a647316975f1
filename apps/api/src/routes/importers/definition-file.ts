import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import type { Definition } from '@sluice/importers';
import { definitionText, type TextFormat, textFormats } from '@sluice/importers/document';
import { contentDisposition } from '@sluice/storage';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { requireImporter, requireVersion } from './find.ts';
import { importerNameParam, versionParam } from './schemas.ts';

const mediaTypes = {
  yaml: 'application/yaml',
  json: 'application/json',
  datapackage: 'application/vnd.datapackage+json',
} as const satisfies Record<TextFormat, string>;

const text = { schema: { type: 'string' } } as const;

const route = () =>
  createRoute({
    method: 'get',
    path: '/importers/{importer}/definition',
    operationId: 'importerDefinition',
    tags: ['Importers'],
    summary: 'Download the definition of an importer as a file',
    security: bearer,
    request: {
      params: importerNameParam,
      query: z.object({
        format: z
          .enum(textFormats)
          .default('yaml')
          .describe(
            '`yaml` and `json`: the definition; the text as it was given, if it was given in this format. `datapackage`: a Data Package, which says in `sluice.omitted` what it leaves out.',
          ),
        version: versionParam.shape.version
          .optional()
          .openapi({ param: { name: 'version', in: 'query' }, description: 'Default: the newest.' }),
      }),
    },
    responses: {
      200: {
        description: 'The file.',
        headers: { 'Content-Disposition': { schema: { type: 'string' } } },
        content: { 'application/yaml': text, 'application/json': text, 'application/vnd.datapackage+json': text },
      },
      ...problems(404, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { format, version } = c.req.valid('query');
    const row = await requireImporter(deps, c.get('principal'), c.req.valid('param').importer);
    const { source, format: given, definition } = await requireVersion(deps, row, version ?? row.version);
    const fileName = format === 'datapackage' ? 'datapackage.json' : `${row.name}.${format}`;
    return c.body(definitionText({ source, format: given, definition: definition as Definition }, format), 200, {
      'Content-Type': mediaTypes[format],
      'Content-Disposition': contentDisposition(fileName),
    });
  };

export const importerDefinitionRoute = { route, handler };
