import { z } from '@hono/zod-openapi';
import { idInput } from '../../openapi.ts';

export const serverParams = z.object({
  serverId: idInput.openapi({ param: { name: 'serverId', in: 'path' } }),
});

const isOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const bare = url.username === '' && url.password === '' && !/[?#]/.test(text) && url.pathname === '/';
  return bare && (url.protocol === 'http:' || url.protocol === 'https:');
};

/** Only scheme, host and port: an S3 endpoint has nothing else, and a password would be shown. */
const endpoint = z
  .string()
  .max(255)
  .refine(isOrigin, 'expected http(s)://host:port, without credentials, path or query')
  .transform((text) => new URL(text).origin)
  .nullable()
  .openapi({ type: ['string', 'null'], format: 'uri', example: 'https://s3.eu-north.example:8333' });

export const newServerSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9-]{1,63}$/, 'expected 1 to 63 lowercase letters, digits and hyphens')
      .openapi({ example: 'north-1' }),
    endpoint: endpoint.describe("Null: the installation's own storage (S3_ENDPOINT)."),
    public_endpoint: endpoint
      .default(null)
      .describe('The endpoint as clients reach it, for presigned URLs; null if it is the same.'),
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,63}$/, 'expected a region such as eu-central-1')
      .optional()
      .describe('Default: S3_REGION.'),
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected 3 to 63 lowercase letters, digits, dots and hyphens')
      .describe('Created if missing when S3_CREATE_BUCKET is set.'),
    credentials_ref: z
      .string()
      .regex(/^[a-z0-9_-]{1,64}$/, 'expected the name of an entry of STORAGE_CREDENTIALS')
      .default('default')
      .describe("Name of an entry in STORAGE_CREDENTIALS; `default` uses the keys of the installation's own storage."),
    capacity_bytes: z
      .number()
      .int()
      .min(1)
      .max(Number.MAX_SAFE_INTEGER)
      .nullable()
      .default(null)
      .describe('Limit on bytes of chunks; null for no limit.'),
  })
  .openapi('NewStorageServer');

export type NewServer = z.output<typeof newServerSchema>;

const bytes = (what: string) => z.number().int().min(0).describe(what);
const moment = z.iso.datetime();

export const serverSchema = z
  .object({
    server_id: z.uuid(),
    name: z.string(),
    endpoint: z.string().nullable().describe("Null: the installation's own storage."),
    public_endpoint: z.string().nullable(),
    region: z.string(),
    bucket: z.string(),
    credentials_ref: z.string().describe('The name of its credentials; the keys are never returned.'),
    status: z
      .enum(['active', 'inactive', 'maintenance'])
      .describe('`active` receives chunks, `maintenance` is being drained, `inactive` only serves existing chunks.'),
    healthy: z.boolean().describe('Whether it has answered within STORAGE_STALE_SECONDS.'),
    last_heartbeat: moment.nullable().describe('When it last answered.'),
    last_error: z.string().nullable().describe('Why the last heartbeat failed; null if it succeeded.'),
    capacity_bytes: z.number().int().nullable().describe('used_space + available_space; null for no limit.'),
    used_space: bytes('Bytes of all chunks placed here, including those not uploaded yet.'),
    available_space: z.number().int().nullable().describe('Bytes left; null for no limit.'),
    chunks: bytes('Chunks placed here.'),
    ring_share: z.number().min(0).max(1).describe('The current share of new chunks that are placed here.'),
    drain: z
      .object({
        total: z.number().int().min(0),
        moved: z.number().int().min(0),
        percent: z.number().min(0).max(100),
        error: z.string().nullable().describe('What blocks the drain, or what was lost.'),
      })
      .nullable()
      .describe('The current or most recent drain.'),
    status_url: z.string(),
    created_at: moment,
    updated_at: moment,
  })
  .openapi('StorageServer');
