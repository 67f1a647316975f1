import { and, eq, inArray, sql } from 'drizzle-orm';
import { analysisWork } from '../analyses/work.ts';
import type { Db, Tx } from '../client.ts';
import { importWork } from '../imports/work.ts';
import { documents } from '../schema/index.ts';

const { accountId, uploadStatus, fileSizeBytes } = documents;

/** Documents whose bytes may still be arriving. */
const arriving = ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED'] as const;
/** Documents that have bytes in storage, or were announced and may get some. */
export const stored = [...arriving, 'UPLOAD_VERIFYING', 'UPLOAD_COMPLETE'] as const;

/** The account's uploads in progress, counted up to `atMost`. */
export async function countUploads(db: Db | Tx, account: string, atMost: number): Promise<number> {
  const some = db
    .select({ one: sql`1` })
    .from(documents, { forceIndex: 'documents_account_bytes' })
    .where(and(eq(accountId, account), inArray(uploadStatus, [...arriving])))
    .limit(atMost)
    .as('uploads');
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(some);
  return Number(row?.count ?? 0);
}

/** Bytes of the account's documents, stored and announced. Reads an index entry per document. */
export async function sumBytes(db: Db | Tx, account: string): Promise<number> {
  const [row] = await db
    .select({ sum: sql<string | null>`sum(${fileSizeBytes})` })
    .from(documents, { forceIndex: 'documents_account_bytes' })
    .where(and(eq(accountId, account), inArray(uploadStatus, [...stored])));
  return Number(row?.sum ?? 0);
}

/** What an account uses of its limits. */
export interface AccountUsage {
  readonly storedBytes: number;
  readonly uploads: number;
  readonly imports: number;
  readonly analyses: number;
}

/** Uploads and unfinished work are counted up to `atMost`. */
export async function accountUsage(db: Db, account: string, atMost: number): Promise<AccountUsage> {
  const [storedBytes, uploads, [imports = 0], [analyses = 0]] = await Promise.all([
    sumBytes(db, account),
    countUploads(db, account, atMost),
    importWork.countUnfinished(db, [account], atMost),
    analysisWork.countUnfinished(db, [account], atMost),
  ]);
  return { storedBytes, uploads, imports, analyses };
}
