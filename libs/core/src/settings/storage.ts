import { z } from 'zod';
import { type EndpointRule, endpointRule } from './endpoint-rule.ts';
import { anyText, flag, httpUrl, setting, text, wholeNumber } from './setting.ts';

const MIB = 1024 * 1024;
const both = ['api', 'worker'] as const;

/** `{"name": {"access_key_id": "...", "secret_access_key": "..."}}` */
const serverCredentials = z
  .string()
  .transform((json, ctx): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      ctx.addIssue({ code: 'custom', message: 'expected JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z.record(
      z.string().regex(/^[a-z0-9_-]{1,64}$/),
      z
        .object({ access_key_id: z.string().min(1), secret_access_key: z.string().min(1) })
        .transform((keys) => ({ accessKeyId: keys.access_key_id, secretAccessKey: keys.secret_access_key })),
    ),
  );

/** An origin as browsers send it: scheme, host and port, nothing after; a `*` may stand for one part of the host. */
const ORIGIN = /^(\*|https?:\/\/[^\s/,?#@]+)$/;

const corsOrigins = z
  .string()
  .transform((list) => list.split(',').map((one) => one.trim()))
  .refine((origins) => origins.every((origin) => ORIGIN.test(origin)));

const endpointRules = z.string().transform((list, ctx): EndpointRule[] => {
  const rules = list.split(',').map((one) => endpointRule(one.trim()));
  if (!rules.includes(undefined)) return rules as EndpointRule[];
  ctx.addIssue({ code: 'custom', message: 'expected hosts and networks' });
  return z.NEVER;
});

/** The object storage, and the retries and limits of the S3 client. */
export const storageSettings = z.object({
  S3_ENDPOINT: setting(httpUrl, {
    text: 'URL of an S3-compatible server. `npm start` and docker compose provide one.',
    readBy: [...both, 'scripts', 'compose'],
    unset: 'AWS, in `S3_REGION`',
    example: 'http://localhost:8333',
  }),
  S3_PUBLIC_ENDPOINT: setting(httpUrl, {
    text: 'The same server as browsers and clients reach it; presigned URLs carry this address.',
    readBy: [...both, 'compose'],
    unset: 'the value of `S3_ENDPOINT`; docker compose: `http://localhost:8333`',
    example: 'https://files.example.com',
  }),
  S3_REGION: setting(anyText, {
    text: 'Region of the bucket.',
    readBy: [...both, 'scripts'],
    default: 'us-east-1',
  }),
  S3_BUCKET: setting(text(z.string().min(3).max(63), 'a bucket name of 3 to 63 characters'), {
    text: 'Bucket for documents and artifacts.',
    readBy: [...both, 'scripts'],
    default: 'sluice',
  }),
  S3_ACCESS_KEY_ID: setting(anyText, {
    text: 'Access key. Set both keys or neither.',
    readBy: [...both, 'scripts', 'compose'],
    unset:
      "the AWS SDK's own chain: its variables, a profile, the role of the container or instance; docker compose requires both",
  }),
  S3_SECRET_ACCESS_KEY: setting(anyText, {
    text: 'Secret access key.',
    readBy: [...both, 'scripts', 'compose'],
    secret: true,
    unset: 'see `S3_ACCESS_KEY_ID`',
  }),
  S3_FORCE_PATH_STYLE: setting(flag, {
    text: 'Name the bucket in the path (true) or in the host name (false).',
    readBy: [...both, 'scripts'],
    default: 'true',
  }),
  S3_CREATE_BUCKET: setting(flag, {
    text: 'Create the bucket at startup if it is missing. `npm start`, `npm run demo` and docker compose set true.',
    readBy: [...both, 'compose'],
    default: 'false',
  }),
  S3_CORS_ORIGINS: setting(
    text(corsOrigins, '`*`, or origins separated by commas, such as `https://app.example.com`'),
    {
      text: 'Web origins whose scripts may use presigned URLs, set on the buckets that Sluice creates.',
      readBy: both,
      default: '*',
    },
  ),
  STORAGE_CREDENTIALS: setting(
    text(
      serverCredentials,
      'JSON: `{"name": {"access_key_id": "...", "secret_access_key": "..."}}`, names of `a-z`, `0-9`, `_` and `-`',
    ),
    {
      text: 'Keys of further storage servers, by the name that is registered as their `credentials_ref`.',
      readBy: both,
      default: '{}',
      secret: true,
    },
  ),
  STORAGE_ENDPOINT_ALLOW: setting(
    text(
      endpointRules,
      'hosts and networks separated by commas, such as `s3.example.com`, `*.example.com:8333`, `10.0.0.0/8`',
    ),
    {
      text:
        'Endpoints that operators may register as storage servers. A host without a port allows every port; a network ' +
        'allows addresses, not names. `S3_ENDPOINT` is always allowed, a link-local address never.',
      readBy: both,
      unset: 'any',
      example: 's3.example.com,*.farm.example.com:8333,10.0.0.0/8',
    },
  ),
  STORAGE_ENV: setting(anyText, {
    text: 'First part of every object key, so that installations can share a bucket. docker compose sets `prod`.',
    readBy: [...both, 'compose'],
    default: 'dev',
  }),
  S3_MAX_ATTEMPTS: setting(wholeNumber(1, 100), {
    text: 'Attempts per request, including the first.',
    readBy: both,
    default: '8',
  }),
  S3_RETRY_BASE_MS: setting(wholeNumber(1, 60_000), {
    text: 'The nth retry waits a random time up to `min(cap, base × 2ⁿ)`; this is the base.',
    readBy: both,
    unit: 'milliseconds',
    default: '250',
  }),
  S3_RETRY_CAP_MS: setting(wholeNumber(1, 600_000), {
    text: 'The cap of that wait.',
    readBy: both,
    unit: 'milliseconds',
    default: '20000',
  }),
  S3_CONNECT_TIMEOUT_MS: setting(wholeNumber(1, 600_000), {
    text: 'How long a connection may take to open.',
    readBy: both,
    unit: 'milliseconds',
    default: '5000',
  }),
  S3_REQUEST_TIMEOUT_MS: setting(wholeNumber(1, 3_600_000), {
    text: 'How long a connection may be silent before the attempt counts as failed.',
    readBy: both,
    unit: 'milliseconds',
    default: '30000',
  }),
  S3_PART_BYTES: setting(wholeNumber(5 * MIB, 512 * MIB), {
    text: 'Part size of multipart uploads. S3 allows 10,000 parts of at least 5 MiB.',
    readBy: both,
    unit: 'bytes',
    default: String(8 * MIB),
  }),
  S3_PART_CONCURRENCY: setting(wholeNumber(1, 64), {
    text: 'Parts of one upload that are sent at the same time.',
    readBy: both,
    default: '2',
  }),
  S3_MAX_SOCKETS: setting(wholeNumber(1, 10_000), {
    text: 'The most connections to S3 that each process opens.',
    readBy: both,
    default: '256',
  }),
});
export type StorageSettings = z.output<typeof storageSettings>;
