import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { unaudited } from '../../audit/declare.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { findCompleteDocument } from '../../documents/find.ts';
import { checkDefinition } from '../../importers/check-definition.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, closed, problems, reference } from '../../openapi.ts';
import { zodFields } from '../../problem.ts';
import { askWorker } from '../../status/ask-worker.ts';
import { parseOptions } from '../imports/options.ts';
import { previewQuery, previewSchema } from '../imports/preview.ts';
import { importOptionsSchema } from '../imports/schemas.ts';
import { refuseDefining, scopes, usualScope } from './may-define.ts';
import { problemsOf } from './problems-of.ts';

const asked = z.object({
  doc_id: z.uuid().describe('A stored document.'),
  definition: z.string().describe('The text of a definition, in YAML or JSON. It is not stored.'),
  scope: z.enum(scopes).optional().describe('The scope that the importer would have if it were stored.'),
});

/** The same as it stands in OpenAPI: with the options of an import. */
export const previewRequestSchema = importOptionsSchema.extend(asked.shape).openapi('ImporterPreviewRequest', {
  ...closed,
  description: 'Omitted options are taken from the definition.',
});

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/importers/preview',
    operationId: 'previewImporter',
    tags: ['Importers'],
    summary: 'Preview an import with a definition that is not stored',
    description:
      'Nothing is stored, no table is made, and no rows are read. Requires the right to define the importer. A definition with problems is refused, as it would be when stored.',
    security: bearer,
    middleware: [unaudited('It stores nothing.'), requireRole('member'), limited(deps, 'uploads')] as const,
    request: {
      query: previewQuery,
      body: { required: true, content: { 'application/json': { schema: reference('ImporterPreviewRequest') } } },
    },
    responses: {
      200: {
        description: 'The same as from a preview with a stored importer.',
        content: { 'application/json': { schema: previewSchema } },
      },
      ...problems(400, 403, 404, 409, 413, 415, 422, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const { accountId, role } = principal;
    const body = parseJsonObject(await requireJsonBody(c.env.incoming, c.get('body')));
    const { doc_id: docId, definition: source, scope = usualScope(principal), options } = parseRequest(body);
    refuseDefining(deps, principal, scope);
    const document = await findCompleteDocument(deps, { accountId, docId });
    about.docId = docId;
    const checked = await checkDefinition(deps, source, {
      format: 'yaml',
      owner: scope === 'all' ? 'all' : { accountId },
      byOperator: role === 'operator',
    });
    if (checked.problems) throw problemsOf(checked.problems);
    const { definition } = checked;
    const payload = {
      ...{ doc_id: docId, account_id: accountId, definition: { ...definition } },
      options: parseOptions(options, definition),
      rows: c.req.valid('query').rows,
    };
    const { previewWaitMs: timeoutMs } = deps.limits;
    const preview = await askWorker(deps, { kind: 'preview-definition', payload, accountId, timeoutMs, document });
    return c.json({ doc_id: docId, ...preview, remembered: null, trace_id: traceId }, 200);
  };

/** @throws AppError VALIDATION_FAILED */
function parseRequest(given: Readonly<Record<string, unknown>>) {
  const { doc_id, definition, scope, ...options } = given;
  const parsed = asked.safeParse({ doc_id, definition, scope });
  if (parsed.success) return { ...parsed.data, options };
  throw new AppError('VALIDATION_FAILED', 'Send a document (doc_id) and a definition; see `fields`.', {
    fields: zodFields(parsed.error),
  });
}

export const previewDefinitionRoute = { route, handler };
