import type { z } from '@hono/zod-openapi';
import type { Principal } from '../../auth/verify-token.ts';
import type { sessionSchema } from './schemas.ts';

export const viewSession = ({ accountId, subject, role, expiresAt }: Principal): z.output<typeof sessionSchema> => ({
  account_id: accountId,
  subject,
  role,
  expires_at: expiresAt.toISOString(),
});
