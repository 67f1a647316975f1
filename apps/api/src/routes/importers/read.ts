import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { type ImporterVersion, listImporters, listVersions, type VersionSummary } from '@sluice/db/importers';
import type { AppEnv, Deps } from '../../context.ts';
import { decodeCursor, encodeCursor } from '../../lists.ts';
import { bearer, fieldErrorSchema, pageOf, pageQuery, problems } from '../../openapi.ts';
import { requireImporter, requireVersion } from './find.ts';
import { mayDefine, scopes } from './may-define.ts';
import {
  importerNameParam,
  importerSchema,
  importerSummarySchema,
  importerUrl,
  versionParam,
  versionSchema,
  versionSummarySchema,
  viewImporter,
  viewImporters,
} from './schemas.ts';

const tags = ['Importers'];

const importerPage = pageOf(importerSummarySchema).extend({
  may_define: z
    .array(importerSummarySchema.shape.scope)
    .describe('The scopes for which you may define importers: all accounts, your own account, or neither.'),
  folder_problems: z
    .array(z.object({ file: z.string(), problems: z.array(fieldErrorSchema) }))
    .describe('For operators: the files of `IMPORTERS_DIR` that are wrong, so that they are not used as they are.'),
});

const listRoute = () =>
  createRoute({
    method: 'get',
    path: '/importers',
    operationId: 'listImporters',
    tags,
    summary: 'List the importers that you can use, by name',
    security: bearer,
    request: {
      query: z.object({
        ...pageQuery,
        archived: z.enum(['true', 'false']).default('false').describe('true: also those that are archived.'),
      }),
    },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: importerPage } } },
      ...problems(422),
    },
  });

const list =
  (deps: Deps): RouteHandler<ReturnType<typeof listRoute>, AppEnv> =>
  async (c) => {
    const { cursor, limit, archived } = c.req.valid('query');
    const { items, hasMore } = await listImporters(deps.db, {
      accountId: c.get('principal').accountId,
      archived: archived === 'true',
      limit,
      ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor, z.string()) }),
    });
    const last = items.at(-1);
    const problems = c.get('principal').role === 'operator' ? (deps.folder?.problems ?? []) : [];
    return c.json(
      {
        items: await viewImporters(deps, items),
        next_cursor: hasMore && last ? encodeCursor(last.name) : null,
        may_define: scopes.filter((scope) => mayDefine(deps, c.get('principal'), scope)),
        folder_problems: problems.map((one) => ({ file: one.file, problems: [...one.problems] })),
      },
      200,
    );
  };

const getRoute = () =>
  createRoute({
    method: 'get',
    path: '/importers/{importer}',
    operationId: 'getImporter',
    tags,
    summary: 'Get an importer with its newest definition',
    security: bearer,
    request: { params: importerNameParam },
    responses: {
      200: { description: 'The importer.', content: { 'application/json': { schema: importerSchema } } },
      ...problems(404),
    },
  });

const textOf = ({ source, format, definition }: ImporterVersion) => ({ source, format, definition });

const get =
  (deps: Deps): RouteHandler<ReturnType<typeof getRoute>, AppEnv> =>
  async (c) => {
    const row = await requireImporter(deps, c.get('principal'), c.req.valid('param').importer);
    return c.json({ ...(await viewImporter(deps, row)), ...textOf(await requireVersion(deps, row, row.version)) }, 200);
  };

const versionsRoute = () =>
  createRoute({
    method: 'get',
    path: '/importers/{importer}/versions',
    operationId: 'listImporterVersions',
    tags,
    summary: 'List the versions of an importer, newest first',
    security: bearer,
    request: { params: importerNameParam, query: z.object(pageQuery) },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(versionSummarySchema) } } },
      ...problems(404, 422),
    },
  });

const viewVersion = (row: VersionSummary): z.output<typeof versionSummarySchema> => ({
  version: row.version,
  sha256: row.sha256,
  created_by: row.createdBy,
  created_at: row.createdAt.toISOString(),
  url: `${importerUrl(row.name)}/versions/${row.version}`,
});

const versions =
  (deps: Deps): RouteHandler<ReturnType<typeof versionsRoute>, AppEnv> =>
  async (c) => {
    const { name, accountId } = await requireImporter(deps, c.get('principal'), c.req.valid('param').importer);
    const { cursor, limit } = c.req.valid('query');
    const { items, hasMore } = await listVersions(deps.db, {
      ...{ name, accountId, limit },
      ...(cursor === undefined ? {} : { before: decodeCursor(cursor, z.number().int()) }),
    });
    const last = items.at(-1);
    return c.json(
      { items: items.map(viewVersion), next_cursor: hasMore && last ? encodeCursor(last.version) : null },
      200,
    );
  };

const versionRoute = () =>
  createRoute({
    method: 'get',
    path: '/importers/{importer}/versions/{version}',
    operationId: 'getImporterVersion',
    tags,
    summary: 'Get one version of an importer',
    security: bearer,
    request: { params: importerNameParam.extend(versionParam.shape) },
    responses: {
      200: { description: 'The version.', content: { 'application/json': { schema: versionSchema } } },
      ...problems(400, 404),
    },
  });

const version =
  (deps: Deps): RouteHandler<ReturnType<typeof versionRoute>, AppEnv> =>
  async (c) => {
    const params = c.req.valid('param');
    const row = await requireImporter(deps, c.get('principal'), params.importer);
    const found = await requireVersion(deps, row, params.version);
    return c.json({ ...viewVersion(found), ...textOf(found) }, 200);
  };

export const listImportersRoute = { route: listRoute, handler: list };
export const getImporterRoute = { route: getRoute, handler: get };
export const listVersionsRoute = { route: versionsRoute, handler: versions };
export const getVersionRoute = { route: versionRoute, handler: version };
