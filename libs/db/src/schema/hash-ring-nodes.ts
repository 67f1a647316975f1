import { bigint, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { uuid } from './columns.ts';
import { storageServers } from './storage-servers.ts';

/** Where each storage server stands on the ring, many times over. */
export const hashRingNodes = mysqlTable(
  'hash_ring_nodes',
  {
    serverId: uuid('server_id')
      .notNull()
      .references(() => storageServers.serverId, { onDelete: 'cascade' }),
    hashValue: bigint('hash_value', { mode: 'bigint', unsigned: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.hashValue, table.serverId] })],
);
