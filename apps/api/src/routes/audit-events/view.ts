import type { z } from '@hono/zod-openapi';
import type { AuditEvent } from '@sluice/db/audit';
import type { Principal } from '../../auth/verify-token.ts';
import type { auditEventSchema } from './schemas.ts';

type View = z.output<typeof auditEventSchema>;

/** An event as the caller may see it. */
export function viewAuditEvent(event: AuditEvent, { role, accountId }: Principal): View {
  const isOperator = role === 'operator';
  return {
    event_id: event.eventId,
    account_id: event.accountId,
    action: event.action as View['action'],
    resource_kind: event.resourceKind,
    resource_id: event.resourceId,
    outcome: event.outcome,
    error_code: event.errorCode,
    actor_account: event.actorAccount,
    actor: isOperator || event.actorAccount === accountId ? event.actorSubject : null,
    actor_role: event.actorRole,
    operation: event.operation,
    ...(isOperator ? { address: event.address, user_agent: event.userAgent } : {}),
    request_id: event.requestId,
    trace_id: event.traceId,
    before: event.stateBefore,
    after: event.stateAfter,
    created_at: event.createdAt.toISOString(),
  };
}
