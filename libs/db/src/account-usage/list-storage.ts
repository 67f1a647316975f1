import { and, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Page, page } from '../page.ts';
import { documents } from '../schema/index.ts';
import { stored } from './usage.ts';

/** What the documents of an account take up. */
export interface AccountStorage {
  readonly accountId: string;
  readonly documents: number;
  readonly bytes: number;
}

export interface AccountStorageFilter {
  readonly cursor?: { readonly bytes: number; readonly accountId: string };
  readonly limit: number;
}

/** The accounts with documents, those with the most bytes first, counted like the limit of an account. Reads an entry per document. */
export async function listAccountStorage(
  db: Db,
  { cursor, limit }: AccountStorageFilter,
): Promise<Page<AccountStorage>> {
  const { accountId, uploadStatus, fileSizeBytes } = documents;
  const bytes = sql<number>`coalesce(sum(${fileSizeBytes}), 0)`.mapWith(Number);
  const rows = await db
    .select({ accountId, documents: sql`count(*)`.mapWith(Number), bytes })
    .from(documents, { forceIndex: 'documents_account_bytes' })
    .where(inArray(uploadStatus, [...stored]))
    .groupBy(accountId)
    .having(cursor && or(lt(bytes, cursor.bytes), and(eq(bytes, cursor.bytes), gt(accountId, cursor.accountId))))
    .orderBy(desc(bytes), accountId)
    .limit(limit + 1);
  return page(rows, limit);
}
