import { type AppError, newId } from '@sluice/core';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { admitUploads, UNLIMITED, type UploadLimits } from '../account-usage/admit-upload.ts';
import type { Db, Tx } from '../client.ts';
import { isDatabaseUnavailable } from '../errors.ts';
import { type Document, documents } from '../schema/index.ts';
import { retryConflicts, withTransaction } from '../transaction.ts';
import { keepDocument } from './status.ts';

export interface AnnouncedDocument {
  readonly accountId: string;
  /** SHA-256, lowercase hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly originalFilename: string;
  readonly contentType: string;
  readonly storage: Document['storage'];
  /** The ID of the document if it is created; by default a new one. */
  readonly docId?: string;
  /** The S3 key for a document with this id. */
  readonly keyOf: (docId: string) => string;
  readonly traceId: string;
}

export interface FoundDocument {
  readonly document: Document;
  /** Of several callers that announce the same content, it is true for one. */
  readonly isNew: boolean;
}

export interface Announcing<A extends AnnouncedDocument> {
  readonly limits?: UploadLimits;
  /** Runs in the transaction that creates the documents. */
  readonly also?: (tx: Tx, created: readonly A[]) => Promise<void>;
}

/** Finds or creates the account's document with this content. @throws AppError TOO_MANY_UPLOADS, ACCOUNT_STORAGE_FULL */
export async function findOrCreateDocument(db: Db, announced: AnnouncedDocument): Promise<FoundDocument> {
  const [found] = await findOrCreateDocuments(db, [announced]);
  if (!found || found instanceof Error) throw found ?? new Error('no answer');
  return found;
}

/**
 * The same for several announcements of any accounts, in their order. Each account's new documents are created in one
 * transaction; an announcement that its limits do not admit gets its error.
 */
export async function findOrCreateDocuments<A extends AnnouncedDocument>(
  db: Db,
  announced: readonly A[],
  how: Announcing<A> = {},
): Promise<(FoundDocument | Error)[]> {
  const known = await findKnown(db, announced);
  const answers = new Map<A, FoundDocument | Error>(known);
  const missing = byAccount(announced.filter((one) => !known.has(one)));
  await Promise.all(
    [...missing.values()].map(async (ofAccount) => {
      for (const [one, answer] of await createOrFail(db, ofAccount, how)) answers.set(one, answer);
    }),
  );
  return announced.map((one) => answers.get(one) ?? new Error('no answer'));
}

function byAccount<A extends AnnouncedDocument>(announced: readonly A[]): Map<string, A[]> {
  const groups = new Map<string, A[]>();
  for (const one of announced) {
    const group = groups.get(one.accountId);
    if (group) group.push(one);
    else groups.set(one.accountId, [one]);
  }
  return groups;
}

/** A row that the database refuses fails alone. @throws if the database is unavailable */
async function createOrFail<A extends AnnouncedDocument>(
  db: Db,
  ofAccount: readonly A[],
  how: Announcing<A>,
): Promise<ReadonlyMap<A, FoundDocument | Error>> {
  try {
    return await createMissing(db, ofAccount, how);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    const [one, ...more] = ofAccount;
    if (one && more.length === 0) return new Map([[one, error as Error]]);
    const each = await Promise.all(ofAccount.map((alone) => createOrFail(db, [alone], how)));
    return new Map(each.flatMap((answers) => [...answers]));
  }
}

/** Creates what is missing of one account's announcements, of which none was known a moment ago. */
function createMissing<A extends AnnouncedDocument>(
  db: Db,
  announced: readonly A[],
  { limits = UNLIMITED, also }: Announcing<A>,
): Promise<ReadonlyMap<A, FoundDocument | Error>> {
  let isAgain = false;
  return retryConflicts(async () => {
    // The caller has just looked. If it is tried again, another process has created one of them.
    const known = isAgain ? await findKnown(db, announced) : new Map<A, FoundDocument>();
    isAgain = true;
    const firsts = new Map<string, A>();
    for (const one of announced) if (!known.has(one) && !firsts.has(one.sha256)) firsts.set(one.sha256, one);
    const wanted = [...firsts.values()];
    const refusals = await withTransaction(db, async (tx) => {
      const found = await admitUploads(
        tx,
        limits,
        wanted.map(({ accountId, sizeBytes: bytes }) => ({ accountId, bytes, isNew: true })),
      );
      const refused = new Map<A, AppError>();
      for (const [n, one] of wanted.entries()) if (found[n]) refused.set(one, found[n]);
      const admitted = wanted.filter((one) => !refused.has(one));
      if (admitted.length > 0) {
        await tx.insert(documents).values(admitted.map(rowOf));
        await also?.(tx, admitted);
      }
      return refused;
    });
    const stored = await findKnown(db, announced);
    return new Map(
      announced.map((one): [A, FoundDocument | Error] => {
        const first = firsts.get(one.sha256);
        const document = stored.get(one)?.document;
        if (document) return [one, { document, isNew: first === one && !refusals.has(one) }];
        return [
          one,
          (first && refusals.get(first)) ?? new Error('the document was deleted while it was being created'),
        ];
      }),
    );
  });
}

/** The documents that exist already. */
async function findKnown<A extends AnnouncedDocument>(db: Db, announced: readonly A[]): Promise<Map<A, FoundDocument>> {
  const rows = await db
    .select()
    .from(documents)
    .where(
      or(
        ...[...byAccount(announced)].map(([accountId, some]) =>
          and(
            eq(documents.accountId, accountId),
            inArray(documents.docHash256, [...new Set(some.map(({ sha256 }) => sha256))]),
          ),
        ),
      ),
    );
  const idOf = (accountId: string, hash: string | null) => `${accountId} ${hash}`;
  const found = new Map(rows.map((row) => [idOf(row.accountId, row.docHash256), row]));
  await Promise.all(rows.map((row) => keepDocument(db, row)));
  const known = new Map<A, FoundDocument>();
  for (const one of announced) {
    const document = found.get(idOf(one.accountId, one.sha256));
    if (document) known.set(one, { document, isNew: false });
  }
  return known;
}

function rowOf({ accountId, originalFilename, contentType, storage, traceId, ...announced }: AnnouncedDocument) {
  const { docId = newId() } = announced;
  return {
    docId,
    accountId,
    docHash256: announced.sha256,
    fileSizeBytes: announced.sizeBytes,
    originalFilename,
    contentType,
    storage,
    s3Key: announced.keyOf(docId),
    traceId,
    announcedAt: sql`now(3)`,
  };
}
