import { z } from '@hono/zod-openapi';
import { EVERY_ACCOUNT } from '@sluice/db';
import type { Audited } from '../../audit/trail.ts';
import { type Principal, roles } from '../../auth/verify-token.ts';
import { accountName } from '../../lists.ts';

/** Re-created here: only schemas created after importing zod-openapi have `.openapi`. */
export const roleSchema = z.enum(roles);

export const sessionSchema = z
  .object({
    account_id: z.string(),
    subject: z.string(),
    role: roleSchema,
    expires_at: z.iso.datetime().describe('When the token, and with it the session, expires.'),
  })
  .openapi('Session');

export const sessionRequestSchema = z
  .strictObject({ token: z.string().trim().min(1).max(8_192).describe('A JWT, as sent with `Authorization: Bearer`.') })
  .openapi('SessionRequest');

export const developmentRequestSchema = z
  .strictObject({
    account_id: accountName.refine((name) => name !== EVERY_ACCOUNT, '`*` stands for every account and is reserved'),
    role: roleSchema,
  })
  .openapi('DevelopmentSessionRequest');

export const signInOptionsSchema = z
  .object({
    development: z.boolean().describe('Whether `POST /session/development` signs in without a token.'),
  })
  .openapi('SignInOptions');

/** The audit event of a session. */
export const signIn = ({ expiresAt }: Principal): Audited => ({
  action: 'session.create',
  after: { expires_at: expiresAt.toISOString() },
});

export const viewSession = ({ accountId, subject, role, expiresAt }: Principal): z.output<typeof sessionSchema> => ({
  account_id: accountId,
  subject,
  role,
  expires_at: expiresAt.toISOString(),
});
