import { z } from '@hono/zod-openapi';
import { roles } from '../../auth/verify-token.ts';
import { accountName } from '../../lists.ts';

/** Made anew here: `.openapi` is only on schemas that are younger than the import of zod-openapi. */
export const roleSchema = z.enum(roles);

export const sessionSchema = z
  .object({
    account_id: z.string(),
    subject: z.string(),
    role: roleSchema,
    expires_at: z.iso.datetime().describe('When the token ends, and with it the session.'),
  })
  .openapi('Session');

export const sessionRequestSchema = z
  .strictObject({ token: z.string().trim().min(1).max(8_192).describe('A JWT as `Authorization: Bearer` takes it.') })
  .openapi('SessionRequest');

export const developmentRequestSchema = z
  .strictObject({ account_id: accountName, role: roleSchema })
  .openapi('DevelopmentSessionRequest');

export const signInOptionsSchema = z
  .object({
    development: z.boolean().describe('Whether `POST /session/development` signs in without a token.'),
  })
  .openapi('SignInOptions');
