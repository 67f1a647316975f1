import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError, newId } from '@sluice/core';
import { withTransaction } from '@sluice/db';
import { confirmHold, listHolds, type RetentionHold } from '@sluice/db/retention';
import { storageServerRows } from '@sluice/db/storage-servers';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { submit } from '../../work.ts';

const moment = z.iso.datetime();

const holdSchema = z
  .object({
    hold_id: z.uuid(),
    sweep: z
      .string()
      .describe(
        "What has stopped: `storage_marker` (the bucket is not marked as this installation's), `lost_documents`, `lost_chunks`, `lost_artifacts`, `stray_documents`, `stray_chunks`, `stray_artifacts` or `damaged_documents`.",
      ),
    server: z.string().nullable().describe("Name of the storage server; null for the installation's own storage."),
    bucket: z.string(),
    affected: z.number().int().describe('How many items it would mark or delete.'),
    total: z.number().int().describe('How many it compared.'),
    reason: z.string(),
    confirmed_at: moment.nullable().describe('When an operator confirmed it; the next run goes ahead.'),
    confirmed_by: z.string().nullable(),
    created_at: moment,
    updated_at: moment.describe('When the sweep last stopped.'),
  })
  .openapi('RetentionHold');

const listRoute = () =>
  createRoute({
    method: 'get',
    path: '/retention-holds',
    operationId: 'listRetentionHolds',
    tags: ['Retention'],
    summary: 'List the sweeps that have stopped and wait for an operator',
    security: bearer,
    middleware: [requireRole('operator')] as const,
    responses: {
      200: {
        description: 'All holds, oldest first.',
        content: { 'application/json': { schema: z.object({ items: z.array(holdSchema) }) } },
      },
      ...problems(403),
    },
  });

const confirmRoute = () =>
  createRoute({
    method: 'post',
    path: '/retention-holds/{holdId}/confirm',
    operationId: 'confirmRetentionHold',
    tags: ['Retention'],
    summary: 'Let a sweep on hold continue',
    description:
      'It runs at once where a worker is free. The confirmation covers as many items as `affected` says; if there are many more, the sweep stops again.',
    security: bearer,
    middleware: [audited('retention_hold.confirm'), requireRole('operator')] as const,
    request: { params: z.object({ holdId: z.uuid().openapi({ param: { name: 'holdId', in: 'path' } }) }) },
    responses: {
      202: { description: 'Confirmed.', content: { 'application/json': { schema: holdSchema } } },
      ...problems(400, 403, 404),
    },
  });

const viewHold = (hold: RetentionHold, names: ReadonlyMap<string, string>): z.output<typeof holdSchema> => ({
  hold_id: hold.holdId,
  sweep: hold.sweep,
  server: hold.place === '' ? null : (names.get(hold.place) ?? hold.place),
  bucket: hold.bucket,
  affected: hold.affected,
  total: hold.total,
  reason: hold.reason,
  confirmed_at: hold.confirmedAt?.toISOString() ?? null,
  confirmed_by: hold.confirmedBy,
  created_at: hold.createdAt.toISOString(),
  updated_at: hold.updatedAt.toISOString(),
});

const serverNames = async ({ db }: Deps): Promise<Map<string, string>> =>
  new Map((await storageServerRows(db)).map(({ serverId, name }) => [serverId, name]));

const list =
  (deps: Deps): RouteHandler<ReturnType<typeof listRoute>, AppEnv> =>
  async (c) => {
    const names = await serverNames(deps);
    return c.json({ items: (await listHolds(deps.db)).map((hold) => viewHold(hold, names)) }, 200);
  };

const confirm =
  (deps: Deps): RouteHandler<ReturnType<typeof confirmRoute>, AppEnv> =>
  async (c) => {
    const { holdId } = c.req.valid('param');
    const { principal, logger, audit } = c.var;
    const confirmed = await withTransaction(deps.db, async (tx) => {
      const found = await confirmHold(tx, { holdId, confirmedBy: principal.accountId });
      if (!found?.changed) return found;
      const { sweep, place, bucket, affected, total, reason } = found.hold;
      const before = { sweep, place, bucket, affected, total, reason };
      await audit.record(tx, { action: 'retention_hold.confirm', id: holdId, accountId: null, before });
      return found;
    });
    if (!confirmed)
      throw new AppError('NOT_FOUND', `No sweep on hold has the ID ${holdId}. It may have continued already.`);
    const { hold, changed } = confirmed;
    const { sweep, bucket, affected, total } = hold;
    if (!changed) audit.unchanged();
    else {
      const about = { hold_id: holdId, sweep, bucket, affected, total, confirmed_by: principal.accountId };
      logger.warn(about, 'an operator confirmed a sweep that had stopped');
      const kind = sweep === 'damaged_documents' ? 'scrub-documents' : 'apply-retention';
      await submit(deps, logger, { kind, payload: {}, jobId: `confirmed-${newId()}`, accountId: null });
    }
    return c.json(viewHold(hold, await serverNames(deps)), 202);
  };

export function registerRetentionHolds(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(listRoute(), list(deps));
  api.openapi(confirmRoute(), confirm(deps));
}
