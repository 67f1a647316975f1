import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { deleteMapping, type ImportMapping, listMappings, saveMapping } from '@sluice/db/importers';
import { importOptions } from '@sluice/jobs';
import { audited } from '../../audit/declare.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems, reference } from '../../openapi.ts';
import { zodFields } from '../../problem.ts';
import { requireImporter } from './find.ts';
import { importerNameParam } from './schemas.ts';

const tags = ['Importers'];
const mapping = importOptions.shape.mapping.unwrap();
/** The body of a request that keeps a mapping; the handler reads it itself. */
export const mappingInputSchema = z.strictObject({ mapping }).openapi('ImportMappingInput');

const params = importerNameParam.extend({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .openapi({ param: { name: 'name', in: 'path' }, description: 'What the account calls the mapping.' }),
});

const mappingSchema = z
  .object({
    name: z.string(),
    mapping: mapping.describe('Header of the file -> column of the importer, or null to ignore it.'),
    created_by: z.string().nullable().describe('Who saved it last.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi('ImportMapping');

const view = ({ name, mapping: kept, createdBy, createdAt, updatedAt }: ImportMapping) => ({
  ...{ name, mapping: kept, created_by: createdBy },
  ...{ created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() },
});

const listRoute = () =>
  createRoute({
    method: 'get',
    path: '/importers/{importer}/mappings',
    operationId: 'listImportMappings',
    tags,
    summary: 'List the mappings that your account keeps for an importer, by name',
    security: bearer,
    request: { params: importerNameParam },
    responses: {
      200: {
        description: 'All of them; at most 100.',
        content: { 'application/json': { schema: z.object({ items: z.array(mappingSchema) }) } },
      },
      ...problems(404),
    },
  });

const list =
  (deps: Deps): RouteHandler<ReturnType<typeof listRoute>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { accountId } = c.get('principal');
    await requireImporter(deps, c.get('principal'), importer);
    return c.json({ items: (await listMappings(deps.db, { accountId, importer })).map(view) }, 200);
  };

const saveRoute = () =>
  createRoute({
    method: 'put',
    path: '/importers/{importer}/mappings/{name}',
    operationId: 'saveImportMapping',
    tags,
    summary: 'Keep a mapping of columns under a name, in place of one that has it',
    security: bearer,
    middleware: [audited('mapping.save'), requireRole('member')] as const,
    request: {
      params,
      body: { required: true, content: { 'application/json': { schema: reference('ImportMappingInput') } } },
    },
    responses: { 204: { description: 'Kept.' }, ...problems(400, 403, 404, 409, 413, 415, 422) },
  });

const save =
  (deps: Deps): RouteHandler<ReturnType<typeof saveRoute>, AppEnv> =>
  async (c) => {
    const { importer, name } = c.req.valid('param');
    const { principal, audit } = c.var;
    await requireImporter(deps, principal, importer);
    const { mapping: kept } = parseMapping(parseJsonObject(await requireJsonBody(c.env.incoming, c.get('body'))));
    const { accountId, subject: createdBy } = principal;
    await deps.db.transaction(async (tx) => {
      const before = await saveMapping(tx, { accountId, importer, name, mapping: kept, createdBy });
      await audit.record(tx, {
        ...{ action: 'mapping.save', id: importer, after: { name, mapping: kept } },
        ...(before && { before: { name, mapping: before } }),
      });
    });
    return c.body(null, 204);
  };

const deleteRoute = () =>
  createRoute({
    method: 'delete',
    path: '/importers/{importer}/mappings/{name}',
    operationId: 'deleteImportMapping',
    tags,
    summary: 'Delete a mapping that your account keeps',
    security: bearer,
    middleware: [audited('mapping.delete'), requireRole('member')] as const,
    request: { params },
    responses: { 204: { description: 'Deleted.' }, ...problems(403, 404) },
  });

const remove =
  (deps: Deps): RouteHandler<ReturnType<typeof deleteRoute>, AppEnv> =>
  async (c) => {
    const { importer, name } = c.req.valid('param');
    const { principal, audit } = c.var;
    await requireImporter(deps, principal, importer);
    await deps.db.transaction(async (tx) => {
      const before = await deleteMapping(tx, { accountId: principal.accountId, importer, name });
      if (!before) throw new AppError('NOT_FOUND', `No mapping for ${importer} has this name.`);
      await audit.record(tx, { action: 'mapping.delete', id: importer, before: { name, mapping: before } });
    });
    return c.body(null, 204);
  };

/** @throws AppError VALIDATION_FAILED */
function parseMapping(body: Readonly<Record<string, unknown>>): z.output<typeof mappingInputSchema> {
  const parsed = mappingInputSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new AppError('VALIDATION_FAILED', 'Send the mapping; see `fields`.', { fields: zodFields(parsed.error) });
}

export const listMappingsRoute = { route: listRoute, handler: list };
export const saveMappingRoute = { route: saveRoute, handler: save };
export const deleteMappingRoute = { route: deleteRoute, handler: remove };
