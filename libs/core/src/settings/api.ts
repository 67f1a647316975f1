import { z } from 'zod';
import { anyText, flag, httpUrl, setting, text, wholeNumber } from './setting.ts';

const MIB = 1024 * 1024;
/** HS256 with a key shorter than its hash can be guessed offline from one token (RFC 7518, 3.2). */
const SECRET_BYTES = 32;
const api = ['api'] as const;

/** Tokens and sign-in. */
export const authSettings = z.object({
  JWT_SECRET: setting(
    text(
      z.string().refine((secret) => Buffer.byteLength(secret) >= SECRET_BYTES),
      `at least ${SECRET_BYTES} bytes`,
    ),
    {
      text: 'Secret that signs tokens (HS256). Set either this or `JWT_JWKS_URL`.',
      readBy: ['api', 'cli', 'scripts'],
      secret: true,
      unset: '`npm start` generates one for the checkout unless `JWT_JWKS_URL` is set; `npm run secrets` writes one',
    },
  ),
  JWT_JWKS_URL: setting(httpUrl, {
    text: 'Public keys of the identity provider that signs tokens.',
    readBy: ['api', 'scripts'],
    unset: 'see `JWT_SECRET`',
    example: 'https://idp.example.com/.well-known/jwks.json',
  }),
  JWT_ISSUER: setting(anyText, {
    text: 'The `iss` that a token must carry.',
    readBy: ['api', 'cli', 'scripts'],
    unset: 'any',
  }),
  JWT_AUDIENCE: setting(anyText, {
    text: 'The `aud` that a token must carry.',
    readBy: ['api', 'cli', 'scripts'],
    unset: 'any',
  }),
  DEV_SIGN_IN: setting(flag, {
    text:
      'Let anyone on this machine sign in to the dashboard as any account, without a token. For development; needs ' +
      '`JWT_SECRET`. `npm start` and `npm run demo` set true if the API listens on loopback only.',
    readBy: api,
    default: 'false',
  }),
});

/** Where the API listens, and what it serves at `/`. */
export const httpSettings = z.object({
  API_HOST: setting(anyText, {
    text: 'Address that the API listens on.',
    readBy: ['api', 'scripts'],
    default: '127.0.0.1',
  }),
  API_PORT: setting(wholeNumber(0, 65_535), {
    text: 'Port of the API; 0 takes any free port, and the log line `ready` shows it. Unless it is set, `npm start` takes the next free port from 3000.',
    readBy: ['api', 'scripts', 'compose'],
    default: '3000',
  }),
  DASHBOARD_DIR: setting(anyText, {
    text: 'The built dashboard, served at `/`.',
    readBy: api,
    unset: '`apps/dashboard/dist` of the same checkout',
  }),
  TRUST_PROXY: setting(wholeNumber(0, 10), {
    text: 'Number of your own proxies in front of the API. That many entries of `X-Forwarded-For`, from its end, are trusted.',
    readBy: api,
    default: '0',
  }),
});

/** What the API accepts from one account. */
export const limitSettings = z.object({
  MAX_UPLOAD_BYTES: setting(wholeNumber(1), {
    text: 'Largest file that is sent through the API.',
    readBy: api,
    unit: 'bytes',
    default: String(500 * MIB),
  }),
  MAX_DOCUMENT_BYTES: setting(wholeNumber(1, 30 * 1024 * MIB), {
    text: 'Largest document that clients upload directly to S3.',
    readBy: api,
    unit: 'bytes',
    default: String(10 * 1024 * MIB),
  }),
  SYNC_ANALYSIS_MAX_BYTES: setting(wholeNumber(1), {
    text: 'Largest file for `POST /analyses/sync`, where the client waits for the result.',
    readBy: api,
    unit: 'bytes',
    default: String(MIB),
  }),
  MAX_QUEUED_IMPORTS: setting(wholeNumber(1), {
    text: 'Unfinished imports that one account may have.',
    readBy: api,
    default: '1000',
  }),
  MAX_QUEUED_ANALYSES: setting(wholeNumber(1), {
    text: 'Unfinished analyses that one account may have.',
    readBy: api,
    default: '1000',
  }),
  RATE_LIMIT_REQUESTS: setting(wholeNumber(0), {
    text: 'Requests of any kind per account; 0 turns the limit off.',
    readBy: api,
    unit: 'per minute',
    default: '600',
  }),
  RATE_LIMIT_UPLOADS: setting(wholeNumber(0), {
    text: 'Upload requests per account; 0 turns the limit off.',
    readBy: api,
    unit: 'per minute',
    default: '60',
  }),
  RATE_LIMIT_JOBS: setting(wholeNumber(0), {
    text: 'Submitted jobs per account; 0 turns the limit off.',
    readBy: api,
    unit: 'per minute',
    default: '60',
  }),
  RATE_LIMIT_FAILED_AUTH: setting(wholeNumber(0), {
    text: 'Rejected credentials per address, after which it gets 429; 0 turns the limit off.',
    readBy: api,
    unit: 'per minute',
    default: '60',
  }),
});
