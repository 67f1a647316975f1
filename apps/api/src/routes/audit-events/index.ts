import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { listAuditEvents } from '@sluice/db/audit';
import { auditActions } from '../../audit/actions.ts';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountQuery, pageRequest, timeQuery, viewPage } from '../../lists.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, pageOf, problems } from '../../openapi.ts';
import { auditEventSchema } from './schemas.ts';
import { viewAuditEvent } from './view.ts';

const query = z.object({
  ...timeQuery,
  ...accountQuery,
  actor: z.string().max(255).optional().describe('Subject of the token; must match exactly.'),
  action: z.enum(auditActions).optional(),
  resource_id: z.string().max(128).toLowerCase().optional().describe('ID of what was changed or read.'),
});

const route = () =>
  createRoute({
    method: 'get',
    path: '/audit-events',
    operationId: 'listAuditEvents',
    tags: ['Operating'],
    summary: 'List audit events, newest first: changes, and what operators read of other accounts',
    description:
      "Members see the events of their own account's resources. Addresses, user agents and the names of people of other accounts are shown to operators only.",
    security: bearer,
    middleware: [requireRole('member')] as const,
    request: { query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(auditEventSchema) } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { account_id: asked, resource_id: resourceId, ...rest } = c.req.valid('query');
    const accountId = await listedAccount(c, deps, 'audit_event.list', asked);
    const found = await listAuditEvents(deps.db, { accountId, ...pageRequest({ ...rest, resourceId }) });
    return c.json(
      viewPage(
        found,
        ({ eventId }) => eventId,
        (event) => viewAuditEvent(event, c.get('principal')),
      ),
      200,
    );
  };

export function registerAuditEvents(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
}
