import { z } from '@hono/zod-openapi';
import { auditActions } from '../../audit/actions.ts';

const state = z.record(z.string(), z.unknown()).nullable();

export const auditEventSchema = z
  .object({
    event_id: z.uuid(),
    account_id: z
      .string()
      .nullable()
      .describe(
        'Account that the resource belongs to. Null if it belongs to the installation, or if all accounts were read.',
      ),
    action: z.enum(auditActions),
    resource_kind: z.string(),
    resource_id: z.string().nullable(),
    outcome: z
      .enum(['done', 'started', 'failed', 'denied'])
      .describe(
        '`started` is followed by `done` or `failed` with the same trace; if neither follows, the process died or lost its database in between. `denied`: the caller was not allowed to do this.',
      ),
    error_code: z.string().nullable(),
    actor_account: z.string().nullable().describe('Account of the token; null if a sign-in was denied.'),
    actor: z
      .string()
      .nullable()
      .describe(
        'Subject of the token; null if a sign-in was denied. People of other accounts are shown to operators only.',
      ),
    actor_role: z.string().nullable(),
    operation: z.string().describe('Method and route pattern.'),
    address: z
      .string()
      .nullable()
      .optional()
      .describe('Client address, found with `TRUST_PROXY`. Shown to operators only.'),
    user_agent: z.string().nullable().optional().describe('Shown to operators only.'),
    request_id: z.string(),
    trace_id: z.uuid(),
    before: state.describe('The state before the change: a few fields, shortened, without secrets.'),
    after: state.describe('The state after the change, or what was requested.'),
    created_at: z.iso.datetime(),
  })
  .openapi('AuditEvent');
