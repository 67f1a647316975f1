import { createRoute, type RouteHandler, type z } from '@hono/zod-openapi';
import { newId } from '@sluice/core';
import type { Tx } from '@sluice/db';
import { newestVersions } from '@sluice/db/importers';
import { createImports } from '@sluice/db/imports';
import { resourcesOf } from '@sluice/importers';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { receiveRequest } from '../../documents/receive.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, idempotencyHeader, problems } from '../../openapi.ts';
import type { AcceptedImport } from '../../together.ts';
import { acceptOnce } from '../../work.ts';
import { openImporter } from '../importers/find.ts';
import { importerNameParam } from '../importers/schemas.ts';
import { importRequest } from './options.ts';
import { acceptedSchema, importBody } from './schemas.ts';
import { enqueueImport, eventsUrl, importUrl, refuseImportsWhenFull } from './shared.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/{importer}/bulk',
    operationId: 'createImport',
    tags: ['Imports'],
    summary: 'Start an import of an uploaded file or a stored document',
    security: bearer,
    middleware: [
      audited('import.create', 'document.create'),
      requireRole('member'),
      limited(deps, 'jobs'),
      idempotency(deps),
    ] as const,
    request: {
      params: importerNameParam,
      headers: idempotencyHeader,
      body: importBody,
    },
    responses: {
      202: {
        description: 'Accepted; the import is queued.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: acceptedSchema } },
      },
      ...problems(400, 403, 404, 409, 413, 415, 422, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { importer } = c.req.valid('param');
    const { principal, traceId, logger, about, audit, idempotent } = c.var;
    const { row, definition } = await openImporter(deps, principal, importer);
    await refuseImportsWhenFull(deps, principal.accountId);
    const { document, options } = await receiveRequest(c, deps, importRequest(definition));
    const { accountId, subject: requestedBy } = principal;
    const { docId } = document;
    const { version: importerVersion } = row;
    const resources = await newestVersions(deps.db, { names: resourcesOf(definition), accountId });
    const id = newId();
    const input = { id, accountId, importer, importerVersion, resources, docId, options, traceId, requestedBy };
    const accepted = answerFor(input);
    const after = { importer, importer_version: importerVersion, doc_id: docId, options };
    const what = { action: 'import.create', id, after } as const;
    // With an idempotency key its response is recorded in the same transaction.
    if (idempotent) {
      const write = (tx: Tx) => createImports(tx, [input]).then(() => accepted);
      await acceptOnce(c, deps.db, write, () => what);
    } else await audit.recordBy(what, (event) => deps.together.acceptImports.call({ input, event: event() }));
    about.jobId = id;
    await enqueueImport(deps, logger, { id, accountId });
    return c.json(accepted, 202, { Location: accepted.status_url });
  };

function answerFor({
  id,
  importer,
  docId,
  traceId,
}: Pick<AcceptedImport['input'], 'id' | 'importer' | 'docId' | 'traceId'>): z.output<typeof acceptedSchema> {
  const url = importUrl(importer, id);
  return {
    status: 'accepted',
    job_id: id,
    doc_id: docId,
    status_url: url,
    events_url: eventsUrl(importer, id),
    message: `Import accepted. Follow its progress at ${url}.`,
    trace_id: traceId,
  };
}

export const createImportRoute = { route, handler };
