import { sql } from 'drizzle-orm';
import { bigint, check, index, mysqlEnum, mysqlTable, primaryKey, tinyint, varchar } from 'drizzle-orm/mysql-core';
import { blob, now, sha256, timestamp, uuid } from './columns.ts';
import { documents } from './documents.ts';
import { storageServers } from './storage-servers.ts';

export const chunkStatuses = ['pending', 'uploading', 'completed', 'failed'] as const;

/** One chunk of a large document, on one storage server. */
export const documentChunks = mysqlTable(
  'document_chunks',
  {
    docId: uuid('doc_id')
      .notNull()
      .references(() => documents.docId, { onDelete: 'cascade' }),
    /** From 0. */
    chunkNumber: tinyint('chunk_number', { unsigned: true }).notNull(),
    serverId: uuid('server_id')
      .notNull()
      .references(() => storageServers.serverId, { onDelete: 'restrict' }),
    s3Key: varchar('s3_key', { length: 1024 }).notNull(),
    chunkSize: bigint('chunk_size', { mode: 'number', unsigned: true }).notNull(),
    /** As announced by the client, or as computed when the document was verified. */
    chunkHash: sha256('chunk_hash'),
    /** SHA-256 of every MiB, 32 bytes each, set by verification; every later read is checked against it. */
    blockHashes: blob('block_hashes'),
    /** `uploading`: a URL was issued; `completed`: the object exists; `failed`: it is missing or corrupt. */
    status: mysqlEnum('status', chunkStatuses).notNull().default('pending'),
    /** When its bytes were last read and found intact. */
    verifiedAt: timestamp('verified_at'),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ columns: [table.docId, table.chunkNumber] }),
    // A document has six chunks (CHUNK_COUNT in libs/storage). One check, because adding one copies the table.
    check('document_chunks_bounds', sql`${table.chunkNumber} < 6 and ${table.chunkSize} > 0`),
    index('document_chunks_server').on(table.serverId, table.docId, table.chunkNumber),
    index('document_chunks_verified').on(table.status, table.verifiedAt),
  ],
);
export type DocumentChunk = typeof documentChunks.$inferSelect;
