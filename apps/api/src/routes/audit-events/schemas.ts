import { z } from '@hono/zod-openapi';
import { auditActions } from '../../audit/actions.ts';

const state = z.record(z.string(), z.unknown()).nullable();

export const auditEventSchema = z
  .object({
    event_id: z.uuid(),
    account_id: z.string().nullable().describe("Whose resource it is; null: the installation's, or every account's."),
    action: z.enum(auditActions),
    resource_kind: z.string(),
    resource_id: z.string().nullable(),
    outcome: z
      .enum(['done', 'started', 'failed', 'denied'])
      .describe(
        '`started` is followed by `done` or `failed` with the same trace; alone, the process died or lost its database in between. `denied`: the caller may not do this.',
      ),
    error_code: z.string().nullable(),
    actor_account: z.string().nullable().describe('Account of the token; null where a sign-in was denied.'),
    actor: z
      .string()
      .nullable()
      .describe("Subject of the token; null for another account's people, except for operators."),
    actor_role: z.string().nullable(),
    operation: z.string().describe('Method and route pattern.'),
    address: z.string().nullable().optional().describe('Client address, as `TRUST_PROXY` says. Only for operators.'),
    user_agent: z.string().nullable().optional().describe('Only for operators.'),
    request_id: z.string(),
    trace_id: z.uuid(),
    before: state.describe('The state before the change: a few fields, shortened, without secrets.'),
    after: state.describe('The same after it, or what was requested.'),
    created_at: z.iso.datetime(),
  })
  .openapi('AuditEvent');
