import { bigint, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { asciiName, now, timestamp, uuid } from './columns.ts';

export const storageServerStatuses = ['active', 'inactive', 'maintenance'] as const;

/** An S3 endpoint and bucket that holds chunks of documents. */
export const storageServers = mysqlTable(
  'storage_servers',
  {
    serverId: uuid('server_id').primaryKey(),
    name: asciiName(64)('name').notNull(),
    /** Null: the installation's own storage, wherever its configuration says that it is. */
    endpoint: varchar('endpoint', { length: 255 }),
    /** As browsers and clients reach it, for presigned URLs; null: the same. */
    publicEndpoint: varchar('public_endpoint', { length: 255 }),
    region: asciiName(64)('region').notNull(),
    bucket: asciiName(63)('bucket').notNull(),
    /** Name of a configured credential, never a secret. */
    credentialsRef: asciiName(64)('credentials_ref').notNull().default('default'),
    /** `active` takes chunks, `maintenance` is being emptied, `inactive` only gives what it has. */
    status: mysqlEnum('status', storageServerStatuses).notNull().default('active'),
    /** Bytes that still fit; null: no limit. Together with `used_space` it is the capacity. */
    availableSpace: bigint('available_space', { mode: 'number' }),
    /** Bytes of all chunks that are placed here, the ones still to come included. */
    usedSpace: bigint('used_space', { mode: 'number', unsigned: true }).notNull().default(0),
    /** When it last answered. */
    lastHeartbeat: timestamp('last_heartbeat'),
    /** Why it did not, the last time that it did not; null once it has again. */
    lastError: varchar('last_error', { length: 1024 }),
    /** Of the draining that runs or ran last. */
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
