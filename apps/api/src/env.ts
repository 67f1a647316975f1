import { isLoopbackAddress } from '@sluice/core';
import {
  answerSettings,
  authSettings,
  definitionSettings,
  httpSettings,
  importSettings,
  keptSettings,
  limitSettings,
  metricsSettings,
  runtimeSettings,
  serverSettings,
  sharedUploadSettings,
  storageSettings,
  uploadSettings,
} from '@sluice/core/settings';
import { z } from 'zod';

const settings = z.object({
  ...runtimeSettings.shape,
  ...serverSettings.shape,
  ...storageSettings.shape,
  ...authSettings.shape,
  ...httpSettings.shape,
  ...limitSettings.shape,
  ...answerSettings.shape,
  ...uploadSettings.shape,
  ...sharedUploadSettings.shape,
  ...importSettings.shape,
  ...definitionSettings.shape,
  ...keptSettings.shape,
  ...metricsSettings.shape,
});

export type ApiEnv = z.output<typeof settings>;

/** Settings that contradict others, each with the end of a sentence that starts with its name. */
type Conflicts = Partial<Record<keyof ApiEnv, string>>;

/** Why DEV_SIGN_IN is refused; undefined if it may be on. */
function whyNoDevSignIn({ NODE_ENV, JWT_SECRET, API_HOST, TRUST_PROXY }: ApiEnv): string | undefined {
  if (NODE_ENV === 'production') {
    return 'is not allowed in production, where anyone could sign in as anyone; expected false, or another NODE_ENV.';
  }
  if (JWT_SECRET === undefined) return 'needs JWT_SECRET, which signs the tokens.';
  if (API_HOST !== 'localhost' && !isLoopbackAddress(API_HOST)) {
    return `is not allowed with API_HOST=${API_HOST}, where other machines could sign in as anyone; expected false, or API_HOST=127.0.0.1.`;
  }
  return TRUST_PROXY > 0 ? 'is not allowed behind a proxy; expected false, or TRUST_PROXY=0.' : undefined;
}

function keyConflicts({ JWT_SECRET, JWT_SECRET_PREVIOUS, JWT_JWKS_URL }: ApiEnv): Conflicts {
  if ((JWT_SECRET === undefined) === (JWT_JWKS_URL === undefined)) {
    const state = JWT_SECRET === undefined ? 'neither is set' : 'both are set';
    return { JWT_SECRET: `and JWT_JWKS_URL: ${state}; expected one of the two.` };
  }
  if (JWT_SECRET_PREVIOUS === undefined || JWT_SECRET !== undefined) return {};
  return { JWT_SECRET_PREVIOUS: 'needs JWT_SECRET, the secret that replaces it.' };
}

/** A provider signs tokens for many services with the same keys, so in production its tokens must name this one. */
function providerConflicts({ NODE_ENV, JWT_SECRET, JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE }: ApiEnv): Conflicts {
  if (NODE_ENV !== 'production' || JWT_SECRET !== undefined || JWT_JWKS_URL === undefined) return {};
  const missing = (claim: string, example: string) =>
    `is not set; with JWT_JWKS_URL in production, expected the \`${claim}\` of your provider's tokens, such as ${example}.`;
  return {
    ...(JWT_ISSUER === undefined ? { JWT_ISSUER: missing('iss', new URL('/', JWT_JWKS_URL).href) } : {}),
    ...(JWT_AUDIENCE === undefined ? { JWT_AUDIENCE: missing('aud', 'sluice') } : {}),
    ...(new URL(JWT_JWKS_URL).protocol === 'https:'
      ? {}
      : {
          JWT_JWKS_URL:
            'is not an https URL; in production the keys must come over TLS, or anyone in between could replace them.',
        }),
  };
}

/** The API's settings; `main.ts` reads them once. */
export const apiEnvSchema = settings.superRefine((env, ctx) => {
  const conflicts = { ...keyConflicts(env), ...providerConflicts(env) };
  const why = env.DEV_SIGN_IN ? whyNoDevSignIn(env) : undefined;
  for (const [name, message] of Object.entries(why === undefined ? conflicts : { ...conflicts, DEV_SIGN_IN: why })) {
    ctx.addIssue({ code: 'custom', path: [name], message });
  }
});
