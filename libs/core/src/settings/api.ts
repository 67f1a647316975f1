import { z } from 'zod';
import { anyText, flag, httpUrl, setting, text, wholeNumber } from './setting.ts';

const MIB = 1024 * 1024;
/** HS256 with a key shorter than its hash can be guessed offline from one token (RFC 7518, 3.2). */
const SECRET_BYTES = 32;
const secretText = text(
  z.string().refine((secret) => Buffer.byteLength(secret) >= SECRET_BYTES),
  `at least ${SECRET_BYTES} bytes`,
);
const api = ['api'] as const;

const claim = (what: string, name: string) =>
  setting(text(z.string().min(1).max(255), 'the name of a claim'), {
    text: `The claim of a token that holds ${what}: its name, or a path such as \`realm.account\` to a claim within another.`,
    readBy: ['api', 'cli', 'scripts'],
    default: name,
  });

/** Tokens and sign-in. */
export const authSettings = z.object({
  JWT_SECRET: setting(secretText, {
    text: 'Secret that signs tokens (HS256). Set either this or `JWT_JWKS_URL`.',
    readBy: ['api', 'cli', 'scripts'],
    secret: true,
    unset: '`npm start` generates one for the checkout unless `JWT_JWKS_URL` is set; `npm run secrets` writes one',
  }),
  JWT_SECRET_PREVIOUS: setting(secretText, {
    text:
      'The secret before `JWT_SECRET`, whose tokens stay valid. To rotate: move the old secret here, set a new `JWT_SECRET`, ' +
      'and remove this when the last old token has expired.',
    readBy: ['api'],
    secret: true,
    unset: 'only `JWT_SECRET`',
  }),
  JWT_JWKS_URL: setting(httpUrl, {
    text: 'Public keys of the identity provider that signs tokens. In production it must be https, and `JWT_ISSUER` and `JWT_AUDIENCE` must be set.',
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
  JWT_MAX_AGE_SECONDS: setting(wholeNumber(1, 10 * 365 * 86_400), {
    text: 'How long a token is accepted after it was issued (`iat`, which is then required), even if it expires later.',
    readBy: ['api'],
    unit: 'seconds',
    unset: 'until it expires',
    example: '86400',
  }),
  JWT_CLAIM_ACCOUNT: claim('the account', 'account_id'),
  JWT_CLAIM_SUBJECT: claim('the person or program', 'sub'),
  JWT_CLAIM_ROLE: claim('the role', 'role'),
  DEV_SIGN_IN: setting(flag, {
    text:
      'Let anyone on this machine sign in to the dashboard as any account, without a token. For development; needs ' +
      '`JWT_SECRET` and an `API_HOST` on loopback, and refuses requests that a proxy passed on. `npm start` and `npm run demo` set true if the API listens on loopback only.',
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
  MAX_UPLOADS_PER_ACCOUNT: setting(wholeNumber(0), {
    text: 'How many uploads one account may have in progress: announced and not completed, or arriving through the API. 0 turns the limit off; then only `RATE_LIMIT_UPLOADS` limits new uploads.',
    readBy: api,
    default: '0',
  }),
  MAX_BYTES_PER_ACCOUNT: setting(wholeNumber(0), {
    text: 'How many bytes of documents one account may have, stored and announced together; 0 turns the limit off.',
    readBy: api,
    unit: 'bytes',
    default: '0',
  }),
  MAX_EVENT_STREAMS: setting(wholeNumber(0), {
    text: 'How many event streams one account may have open; 0 turns the limit off. Clients that are refused a stream poll instead.',
    readBy: api,
    default: '20',
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
  RATE_LIMIT_WAIT_MS: setting(wholeNumber(1, 60_000), {
    text: 'How long a request waits for Redis to count it; after that the process counts on its own until Redis is back.',
    readBy: api,
    unit: 'milliseconds',
    default: '250',
  }),
});

/** How long callers wait for workers, and how often the API checks what it depends on. */
export const answerSettings = z.object({
  PREVIEW_WAIT_MS: setting(wholeNumber(100, 300_000), {
    text: 'How long a request for a preview or a template waits for a worker. API and workers must use the same value.',
    readBy: ['api', 'worker'],
    unit: 'milliseconds',
    default: '15000',
  }),
  SYNC_ANALYSIS_WAIT_MS: setting(wholeNumber(100, 300_000), {
    text: 'How long `POST /analyses/sync` waits for the result.',
    readBy: api,
    unit: 'milliseconds',
    default: '10000',
  }),
  STATUS_CHECK_MS: setting(wholeNumber(100, 600_000), {
    text: 'How often the API checks MySQL, Redis, S3, the storage servers and the workers, for `GET /status` and the banner of the dashboard.',
    readBy: api,
    unit: 'milliseconds',
    default: '10000',
  }),
});
