import { bigint, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { asciiName, now, timestamp, uuid } from './columns.ts';

export const storageServerStatuses = ['active', 'inactive', 'maintenance'] as const;

/** An S3 endpoint and bucket that holds chunks of documents. */
export const storageServers = mysqlTable(
  'storage_servers',
  {
    serverId: uuid('server_id').primaryKey(),
    name: asciiName(64)('name').notNull(),
    /** Null: the installation's default storage, as configured. */
    endpoint: varchar('endpoint', { length: 255 }),
    /** The endpoint for presigned URLs, as browsers and clients reach it; null: the same. */
    publicEndpoint: varchar('public_endpoint', { length: 255 }),
    region: asciiName(64)('region').notNull(),
    bucket: asciiName(63)('bucket').notNull(),
    /** Name of a configured credential, never a secret. */
    credentialsRef: asciiName(64)('credentials_ref').notNull().default('default'),
    /** `active` accepts chunks, `maintenance` is being drained, `inactive` only serves existing chunks. */
    status: mysqlEnum('status', storageServerStatuses).notNull().default('active'),
    /** Free bytes; null: no limit. Capacity is this plus `used_space`. */
    availableSpace: bigint('available_space', { mode: 'number' }),
    /** Bytes of all chunks placed here, including those not uploaded yet. */
    usedSpace: bigint('used_space', { mode: 'number', unsigned: true }).notNull().default(0),
    /** When it last responded. */
    lastHeartbeat: timestamp('last_heartbeat'),
    /** Why the last heartbeat failed; null after it has succeeded again. */
    lastError: varchar('last_error', { length: 1024 }),
    /** Progress of the current or last drain. */
    drainTotal: int('drain_total', { unsigned: true }),
    drainMoved: int('drain_moved', { unsigned: true }),
    drainError: varchar('drain_error', { length: 1024 }),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [
    uniqueIndex('storage_servers_name').on(table.name),
    uniqueIndex('storage_servers_bucket').on(table.endpoint, table.bucket),
  ],
);
export type StorageServer = typeof storageServers.$inferSelect;
