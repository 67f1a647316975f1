import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { importPreview, MOST_PREVIEW_ROWS } from '@sluice/jobs';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { receiveRequest } from '../../documents/receive.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, idempotencyHeader, problems } from '../../openapi.ts';
import { askWorker } from '../../status/ask-worker.ts';
import { openImporter } from '../importers/find.ts';
import { importerNameParam } from '../importers/schemas.ts';
import { decisionSchema, dialectSchema, warningSchema } from '../reading.ts';
import { importRequest } from './options.ts';
import { remember } from './remembered.ts';
import { importBody } from './schemas.ts';

// A worker of the last version leaves some members out; in an answer they are always there.
const { shape } = importPreview;
const { shape: ofRow } = shape.rows.element;
const shownRow = shape.rows.element.extend({ cells: ofRow.cells.unwrap(), stored: ofRow.stored.unwrap() });
const match = shape.mapping.element.extend({ suggestions: shape.mapping.element.shape.suggestions.unwrap() });

export const previewSchema = importPreview
  .extend({
    dialect: dialectSchema.extend({ date_order: shape.dialect.shape.date_order }),
    decisions: z.array(decisionSchema).describe('How the file is read, and why.'),
    warnings: z.array(warningSchema),
    mapping: z.array(match),
    rows: z.array(shownRow).describe(shape.rows.description ?? ''),
    failed_rows: z.array(shownRow).describe(shape.failed_rows.unwrap().description ?? ''),
    checked: shape.checked.unwrap(),
    first_rows: shape.first_rows.unwrap(),
    refusal: shape.refusal.unwrap(),
    doc_id: z.uuid().describe('The stored document; use it to import the file without sending it again.'),
    remembered: z
      .object({
        job_id: z.uuid(),
        at: z.iso.datetime().describe('When that import was requested.'),
        mapping: z.record(z.string(), z.string().nullable()),
      })
      .nullable()
      .describe(
        'The mapping of your newest import with this importer that wrote rows of a file with the same headers in any order; otherwise of the newest of the last 30 imports whose mapped headers this file has. It is not used by itself.',
      ),
    trace_id: z.uuid(),
  })
  .openapi('ImportPreview');

export const previewQuery = z.object({
  rows: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_PREVIEW_ROWS)
    .default(20)
    .describe('How many records to return. Files with many columns return fewer.'),
});

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/{importer}/bulk/preview',
    operationId: 'previewImport',
    tags: ['Imports'],
    summary: 'Preview how an import would read the first records, without writing any rows',
    security: bearer,
    middleware: [
      audited('document.create'),
      requireRole('member'),
      limited(deps, 'uploads'),
      idempotency(deps),
    ] as const,
    request: {
      params: importerNameParam,
      query: previewQuery,
      headers: idempotencyHeader,
      body: importBody,
    },
    responses: {
      200: {
        description: 'Dialect, header mapping, the first records, and the errors in those that were checked.',
        content: { 'application/json': { schema: previewSchema } },
      },
      ...problems(400, 403, 404, 409, 413, 415, 422, 429),
    },
  });

/** A worker reads the start of the document; this process only waits for the result. */
const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { principal, traceId, audit } = c.var;
    const { accountId } = principal;
    const { row, definition } = await openImporter(deps, principal, importer);
    // Only a file that comes with the request is a change.
    audit.unchanged();
    const { document, options } = await receiveRequest(c, deps, importRequest(definition));
    const { version: importer_version } = row;
    const { rows } = c.req.valid('query');
    const payload = { doc_id: document.docId, account_id: accountId, importer, importer_version, options, rows };
    const { previewWaitMs: timeoutMs } = deps.limits;
    const preview = await askWorker(deps, { kind: 'preview-import', payload, accountId, timeoutMs, document });
    const remembered = await remember(deps.db, { accountId, importer, mapping: preview.mapping });
    return c.json({ doc_id: document.docId, ...preview, remembered, trace_id: traceId }, 200);
  };

export const previewImportRoute = { route, handler };
