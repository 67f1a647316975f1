import {
  authSettings,
  httpSettings,
  limitSettings,
  metricsSettings,
  runtimeSettings,
  serverSettings,
  sharedUploadSettings,
  storageSettings,
  uploadSettings,
} from '@sluice/core/settings';
import { z } from 'zod';

/** Why DEV_SIGN_IN is refused; undefined if it may be on. */
function whyNoDevSignIn({ NODE_ENV, JWT_SECRET }: { NODE_ENV: string; JWT_SECRET?: string | undefined }) {
  if (NODE_ENV === 'production') {
    return 'is not allowed in production, where anyone could sign in as anyone; expected false, or another NODE_ENV.';
  }
  return JWT_SECRET === undefined ? 'needs JWT_SECRET, which signs the tokens.' : undefined;
}

/** The API's settings; `main.ts` reads them once. */
export const apiEnvSchema = z
  .object({
    ...runtimeSettings.shape,
    ...serverSettings.shape,
    ...storageSettings.shape,
    ...authSettings.shape,
    ...httpSettings.shape,
    ...limitSettings.shape,
    ...uploadSettings.shape,
    ...sharedUploadSettings.shape,
    ...metricsSettings.shape,
  })
  .superRefine((env, ctx) => {
    if ((env.JWT_SECRET === undefined) === (env.JWT_JWKS_URL === undefined)) {
      const state = env.JWT_SECRET === undefined ? 'neither is set' : 'both are set';
      const message = `and JWT_JWKS_URL: ${state}; expected one of the two.`;
      ctx.addIssue({ code: 'custom', path: ['JWT_SECRET'], message });
    }
    const why = whyNoDevSignIn(env);
    if (env.DEV_SIGN_IN && why) ctx.addIssue({ code: 'custom', path: ['DEV_SIGN_IN'], message: why });
  });

export type ApiEnv = z.output<typeof apiEnvSchema>;
