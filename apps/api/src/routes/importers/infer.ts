import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { importerInference, inferenceOptions, withoutConflicts } from '@sluice/jobs';
import { unaudited } from '../../audit/declare.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { findCompleteDocument } from '../../documents/find.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, closed, problems, reference } from '../../openapi.ts';
import { zodFields } from '../../problem.ts';
import { askWorker } from '../../status/ask-worker.ts';
import { decisionSchema, readingOptionsSchema, warningSchema } from '../reading.ts';
import { inferFromTable } from './infer-from-table.ts';
import { importerNameParam } from './schemas.ts';

const name = importerNameParam.shape.importer.optional().describe(inferenceOptions.shape.name.description ?? '');

/** A document or a table. */
const asked = z.union([
  z
    .strictObject({ doc_id: z.uuid().describe('A stored document.'), ...inferenceOptions.shape, name })
    .superRefine(withoutConflicts),
  z.strictObject({
    table: z
      .string()
      .max(129)
      .describe('`schema.table`, or `table` of the own database: one that importers may use (`IMPORT_TARGETS`).'),
    name,
  }),
]);
/** The same as it stands in OpenAPI, where the options of reading have a name of their own. */
export const inferRequestSchema = z
  .union([
    readingOptionsSchema
      .extend({ doc_id: z.uuid().describe('A stored document.'), name })
      .openapi('InferenceOfDocument', closed),
    asked.options[1],
  ])
  .openapi('ImporterInferenceRequest');

const inferenceSchema = importerInference
  .extend({
    warnings: z.array(warningSchema).describe('What a person should look at.'),
    decisions: z.array(decisionSchema).describe('How the file was read, and why; none of a table.'),
    trace_id: z.uuid(),
  })
  .openapi('ImporterInference');

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/importers/infer',
    operationId: 'inferImporter',
    tags: ['Importers'],
    summary: 'Infer a definition from a document or a table, to look at and edit',
    description:
      'Nothing is stored. From a document: types, formats, placeholders and keys that its records show, each with its evidence; of a large one, only the start is looked at. From a table: what the database says about its columns and keys, never its rows; only for those who may define importers for it.',
    security: bearer,
    middleware: [unaudited('It stores nothing.'), requireRole('member'), limited(deps, 'jobs')] as const,
    request: {
      body: {
        required: true,
        content: { 'application/json': { schema: reference('ImporterInferenceRequest') } },
      },
    },
    responses: {
      200: { description: 'The definition.', content: { 'application/json': { schema: inferenceSchema } } },
      ...problems(400, 403, 404, 409, 413, 415, 422, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const request = parseRequest(parseJsonObject(await requireJsonBody(c.env.incoming, c.get('body'))));
    if ('table' in request) {
      return c.json({ ...(await inferFromTable(deps, principal, request)), trace_id: traceId }, 200);
    }
    const { accountId } = principal;
    const { doc_id: docId, ...options } = request;
    const document = await findCompleteDocument(deps, { accountId, docId });
    about.docId = docId;
    const { previewWaitMs: timeoutMs } = deps.limits;
    const payload = { doc_id: docId, account_id: accountId, options };
    const inference = await askWorker(deps, { kind: 'infer-importer', payload, accountId, timeoutMs, document });
    return c.json({ ...inference, trace_id: traceId }, 200);
  };

/** @throws AppError VALIDATION_FAILED */
function parseRequest(given: Readonly<Record<string, unknown>>): z.output<typeof asked> {
  const [ofDocument, ofTable] = asked.options;
  const parsed = ('table' in given ? ofTable : ofDocument).safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('VALIDATION_FAILED', 'Name a document (doc_id) or a table; see `fields`.', {
    fields: zodFields(parsed.error),
  });
}

export const inferImporterRoute = { route, handler };
