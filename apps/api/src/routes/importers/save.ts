import type { IncomingMessage } from 'node:http';
import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { type Db, type Tx, withTransaction } from '@sluice/db';
import { ALL_ACCOUNTS, saveVersion } from '@sluice/db/importers';
import { audited } from '../../audit/declare.ts';
import { isJson, readBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { checkDefinition } from '../../importers/check-definition.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, problems } from '../../openapi.ts';
import { refuseDefining, scopes, usualScope } from './may-define.ts';
import { problemsOf } from './problems-of.ts';
import { importerUrl, savedSchema } from './schemas.ts';

const text = { schema: { type: 'string' as const } };
const saved = { 'application/json': { schema: savedSchema } };

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/importers',
    operationId: 'saveImporter',
    tags: ['Importers'],
    summary: 'Create an importer or its next version from a definition',
    description:
      'The body is a definition in YAML or JSON, or a `datapackage.json` with one table; `name` in it says which importer it is. All its problems are listed at once in `fields`, each with its path in the document. A text that the newest version has already makes no other.',
    security: bearer,
    middleware: [audited('importer.save'), requireRole('member'), limited(deps, 'jobs')] as const,
    request: {
      query: z.object({
        dry_run: z.enum(['true', 'false']).default('false').describe('true: only check the definition.'),
        based_on: z.coerce
          .number()
          .int()
          .min(0)
          .max(1_000_000)
          .optional()
          .describe(
            'The version that was changed, 0 for a new importer: refused with `VERSION_CONFLICT` if another one is the newest. Default: not checked.',
          ),
        scope: z
          .enum(scopes)
          .optional()
          .describe(
            'Whom a new importer is for. Default: every account if an operator makes it, otherwise only yours.',
          ),
      }),
      body: {
        required: true,
        content: {
          'application/yaml': text,
          'application/json': { schema: { type: 'object' as const, additionalProperties: true } },
        },
      },
    },
    responses: {
      200: { description: 'Checked (`dry_run`), or stored before.', content: saved },
      201: {
        description: 'A new version is stored.',
        headers: { Location: { description: 'Same as `url`.', schema: { type: 'string' } } },
        content: saved,
      },
      ...problems(400, 403, 409, 413, 415, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { dry_run: dryRun, scope: asked, based_on: basedOn } = c.req.valid('query');
    const { principal, traceId, audit } = c.var;
    const scope = asked ?? usualScope(principal);
    refuseDefining(deps, principal, scope);
    const accountId = scope === 'all' ? ALL_ACCOUNTS : principal.accountId;
    const format = formatOf(c.env.incoming);
    const source = await readText(c.env.incoming, c.get('body'));
    const checked = await checkDefinition(deps, source, {
      format,
      owner: scope === 'all' ? 'all' : { accountId },
      byOperator: principal.role === 'operator',
    });
    if (checked.problems) throw problemsOf(checked.problems);
    const { definition, warnings, makeTable, refuseTaken } = checked;
    const { name, title = name } = definition;
    const url = importerUrl(name);
    const common = { name, scope, warnings: [...warnings], url, trace_id: traceId };
    const keep = dryRun === 'false';
    const save = (tx: Tx) =>
      saveVersion(
        tx,
        {
          ...{ name, title, accountId, origin: 'api', createdBy: principal.subject },
          ...{ source, format, definition: { ...definition }, basedOn },
        },
        deps.limits.importers,
      );
    if (keep && makeTable) {
      // Only if the version can be stored, and before it is, so that nobody imports into a table that is not there yet.
      await inTransaction(deps.db, { keep: false }, save);
      await makeTable();
    }
    const { version, created } = await inTransaction(deps.db, { keep }, async (tx) => {
      const result = await save(tx);
      await refuseTaken(tx);
      if (result.created && keep) {
        const after = { version: result.version, title, table: definition.target.table };
        await audit.record(tx, { action: 'importer.save', id: name, accountId: accountId || null, after });
      }
      return result;
    });
    if (!created || !keep) {
      audit.unchanged();
      return c.json({ ...common, version, created: false }, 200);
    }
    return c.json({ ...common, version, created }, 201, { Location: url });
  };

/** Runs `work` in a transaction. Without `keep` nothing of it stays, but everything that would refuse it has been checked. */
async function inTransaction<T>(db: Db, { keep }: { keep: boolean }, work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: T | undefined;
  const undo = new Error('nothing is to be kept');
  await withTransaction(db, async (tx) => {
    result = await work(tx);
    if (!keep) throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return result as T;
}

const YAML = /^(?:application\/(?:x-)?yaml|text\/(?:x-|vnd\.)?yaml|text\/plain)\s*(?:;|$)/i;

/** @throws AppError UNSUPPORTED_MEDIA_TYPE */
function formatOf(incoming: IncomingMessage): 'yaml' | 'json' {
  if (isJson(incoming)) return 'json';
  if (YAML.test(incoming.headers['content-type'] ?? '')) return 'yaml';
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the definition as application/yaml or application/json.');
}

/** @throws AppError MALFORMED_REQUEST, BODY_TOO_LARGE, UPLOAD_INCOMPLETE */
async function readText(incoming: IncomingMessage, body?: Buffer): Promise<string> {
  const bytes = body ?? (await readBody(incoming));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('MALFORMED_REQUEST', 'The definition is not UTF-8. Save it as UTF-8.', { cause });
  }
}

export const saveImporterRoute = { route, handler };
