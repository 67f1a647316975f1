import { bigint, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { uuid } from './columns.ts';
import { storageServers } from './storage-servers.ts';

/** The positions of each storage server on the hash ring; every server has many. */
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
