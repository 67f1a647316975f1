import { fileURLToPath } from 'node:url';
import { envFlag, envInt } from '@sluice/core';
import { databaseEnvSchema } from '@sluice/db';
import { storageEnvSchema } from '@sluice/storage';
import { z } from 'zod';

const MIB = 1024 * 1024;
/** HS256 with a key shorter than its hash can be guessed offline from one token (RFC 7518, 3.2). */
const SECRET_BYTES = 32;

/** Why nobody may sign in without a token. */
function noDevelopmentSignIn({ NODE_ENV, JWT_SECRET }: { NODE_ENV: string; JWT_SECRET?: string | undefined }) {
  if (NODE_ENV === 'production') return 'is not for production: anybody could sign in as anybody (see NODE_ENV)';
  return JWT_SECRET === undefined ? 'needs JWT_SECRET, to sign the tokens with' : undefined;
}

/** Every environment variable that the API reads; `main.ts` reads them once. */
export const apiEnvSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
    API_HOST: z.string().default('127.0.0.1'),
    /** 0 takes any free port; the line `ready` says which. */
    API_PORT: envInt(0, 65_535).default(3000),
    /** The built dashboard, which is served at `/`. */
    DASHBOARD_DIR: z.string().default(fileURLToPath(new URL('../../dashboard/dist', import.meta.url))),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** Tokens signed with a shared secret (HS256). Either this or JWT_JWKS_URL. */
    JWT_SECRET: z
      .string()
      .refine((secret) => Buffer.byteLength(secret) >= SECRET_BYTES, `expected at least ${SECRET_BYTES} bytes`)
      .optional(),
    /** Tokens signed by an identity provider, with the public keys found there. */
    JWT_JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** `iss` that a token must carry. Default: any. */
    JWT_ISSUER: z.string().optional(),
    /** `aud` that a token must carry. Default: any. */
    JWT_AUDIENCE: z.string().optional(),
    /** Let anybody who can reach this machine's own address sign in as anybody, without a token. Never in production. */
    DEV_SIGN_IN: envFlag.default(false),
    REDIS_URL: z.string().regex(/^rediss?:\/\//, 'expected redis://host:port'),
    /** Key prefix of the queues; API and workers must agree on it. */
    REDIS_PREFIX: z.string().default('sluice'),
    /** Largest file that travels through the API. */
    MAX_UPLOAD_BYTES: envInt(1).default(500 * MIB),
    /** Unfinished imports that one account may have. */
    MAX_QUEUED_IMPORTS: envInt(1).default(1_000),
    /** Unfinished analyses that one account may have. */
    MAX_QUEUED_ANALYSES: envInt(1).default(1_000),
    /** Largest file of an analysis whose sender waits for the answer. */
    SYNC_ANALYSIS_MAX_BYTES: envInt(1).default(MIB),
    /** What an account may do in a minute: requests at all, upload requests, submissions of jobs. 0: as many as it likes. */
    RATE_LIMIT_REQUESTS: envInt(0).default(600),
    RATE_LIMIT_UPLOADS: envInt(0).default(60),
    RATE_LIMIT_JOBS: envInt(0).default(60),
    /** Credentials from one address that are refused as such; further ones are told to wait. */
    RATE_LIMIT_FAILED_AUTH: envInt(0).default(60),
    /** Proxies of ours in front of the API; so many entries of X-Forwarded-For are believed. */
    TRUST_PROXY: envInt(0, 10).default(0),
    /** What a scraper of /metrics has to send. Without it only private addresses are answered. */
    METRICS_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
    /** Largest document that is uploaded straight to the storage; a chunk, a sixth of it, is one PUT of 5 GiB at most. */
    MAX_DOCUMENT_BYTES: envInt(1, 30 * 1024 * MIB).default(10 * 1024 * MIB),
    /** Larger documents are uploaded in chunks. */
    CHUNK_THRESHOLD_BYTES: envInt(1, 5 * 1024 * MIB).default(64 * MIB),
    /** How long the URL of an upload is good. */
    UPLOAD_URL_TTL_SECONDS: envInt(1, 604_800).default(900),
    /** How long an upload session lives after the last sign of its client; workers must agree. */
    UPLOAD_SESSION_SECONDS: envInt(1, 604_800).default(3_600),
    /** How long the completion of an upload waits for its verification before it answers that it goes on. */
    UPLOAD_VERIFY_WAIT_MS: envInt(0, 60_000).default(10_000),
    /** A storage server that has not answered for so long gets no chunks. */
    STORAGE_STALE_SECONDS: envInt(1, 86_400).default(30),
  })
  .extend(databaseEnvSchema.shape)
  .extend(storageEnvSchema.shape)
  .superRefine((env, ctx) => {
    if ((env.JWT_SECRET === undefined) === (env.JWT_JWKS_URL === undefined)) {
      ctx.addIssue({ code: 'custom', path: ['JWT_SECRET'], message: 'set either JWT_SECRET or JWT_JWKS_URL' });
    }
    const why = noDevelopmentSignIn(env);
    if (env.DEV_SIGN_IN && why) ctx.addIssue({ code: 'custom', path: ['DEV_SIGN_IN'], message: why });
  });

export type ApiEnv = z.output<typeof apiEnvSchema>;
