import { and, desc, eq, gte, lt } from 'drizzle-orm';
import { type AccountScope, everyAccount, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type AuditEvent, auditEvents } from '../schema/index.ts';

export interface AuditFilter {
  /** Whose resources. */
  readonly accountId: AccountScope;
  /** The subject of a token. */
  readonly actor?: string;
  readonly action?: string;
  readonly resourceId?: string;
  /** At or after. */
  readonly from?: Date;
  /** Before. */
  readonly to?: Date;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

/** Audit events, newest first. */
export async function listAuditEvents(db: Db, filter: AuditFilter): Promise<Page<AuditEvent>> {
  const { accountId, actorSubject, action, resourceId, createdAt, eventId } = auditEvents;
  const rows = await db
    .select()
    .from(auditEvents, { forceIndex: indexOf(filter) })
    .where(
      and(
        inScope(accountId, filter.accountId),
        filter.actor === undefined ? undefined : eq(actorSubject, filter.actor),
        filter.action === undefined ? undefined : eq(action, filter.action),
        filter.resourceId === undefined ? undefined : eq(resourceId, filter.resourceId),
        filter.from && gte(createdAt, filter.from),
        filter.to && lt(createdAt, filter.to),
        olderThan(createdAt, eventId, filter.cursor),
      ),
    )
    .orderBy(desc(createdAt), desc(eventId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}

/** The index of the filter that usually leaves the fewest rows; all of them are ordered by time. */
function indexOf({ resourceId, actor, accountId, action }: AuditFilter): string {
  if (resourceId !== undefined) return 'audit_events_resource';
  if (actor !== undefined) return 'audit_events_actor';
  if (accountId !== everyAccount) return 'audit_events_account';
  return action === undefined ? 'audit_events_created' : 'audit_events_action';
}
