import { index, json, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, exactText, now, timestamp, uuid } from './columns.ts';

export const auditOutcomes = ['done', 'started', 'failed', 'denied'] as const;

/**
 * What somebody changed, tried to change without permission, or read of another account. Rows are inserted, and deleted by
 * retention; nothing updates them.
 */
export const auditEvents = mysqlTable(
  'audit_events',
  {
    eventId: uuid('event_id').primaryKey(),
    /** The account that the resource belongs to; null: the installation, or every account. */
    accountId: accountId('account_id'),
    /** Such as `import.cancel`. */
    action: asciiName(64)('action').notNull(),
    resourceKind: asciiName(32)('resource_kind').notNull(),
    resourceId: asciiName(128)('resource_id'),
    /** `started` is followed by `done` or `failed` with the same trace, unless the process died in between. */
    outcome: mysqlEnum('outcome', auditOutcomes).notNull(),
    errorCode: asciiName(64)('error_code'),
    /** Who, according to the token; null where a sign-in failed. */
    actorAccount: accountId('actor_account'),
    actorSubject: exactText('actor_subject', 255),
    actorRole: asciiName(16)('actor_role'),
    /** Method and route pattern. */
    operation: varchar('operation', { length: 128 }).notNull(),
    address: asciiName(45)('address'),
    userAgent: varchar('user_agent', { length: 255 }),
    requestId: asciiName(128)('request_id').notNull(),
    traceId: uuid('trace_id').notNull(),
    stateBefore: json('state_before').$type<Record<string, unknown>>(),
    stateAfter: json('state_after').$type<Record<string, unknown>>(),
    createdAt: timestamp('created_at').notNull().default(now),
  },
  (table) => [
    index('audit_events_created').on(table.createdAt, table.eventId),
    index('audit_events_account').on(table.accountId, table.createdAt, table.eventId),
    index('audit_events_actor').on(table.actorSubject, table.createdAt, table.eventId),
    index('audit_events_action').on(table.action, table.createdAt, table.eventId),
    index('audit_events_resource').on(table.resourceId, table.createdAt, table.eventId),
  ],
);
export type AuditEvent = typeof auditEvents.$inferSelect;
