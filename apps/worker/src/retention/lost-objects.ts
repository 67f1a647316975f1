import { formatCount } from '@sluice/core';
import { getChunk, loseChunk, loseDocument } from '@sluice/db/documents';
import {
  type DocumentPlace,
  listChunkKeys,
  listDocumentAccounts,
  listDocumentPlaces,
  type NeededChunk,
} from '@sluice/db/retention';
import type { StorageServer } from '@sluice/db/storage-servers';
import { chunksPrefix, documentKey, type ObjectInfo } from '@sluice/storage';
import { Candidates } from '../job/guard.ts';
import { groups } from './groups.ts';
import type { RetentionRun } from './run.ts';
import type { RetentionDeps } from './types.ts';

const PAGE = 500;

/** Every account that has documents. */
async function* documentAccounts({ db }: RetentionDeps): AsyncGenerator<string> {
  for (let afterId = ''; ; ) {
    const page = await listDocumentAccounts(db, { afterId, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    afterId = page.at(-1) ?? '';
  }
}

type StoredKey = Pick<DocumentPlace, 'docId' | 's3Key'>;

/** Marks complete single-object documents whose object is missing. Returns how many. */
export async function loseDocuments(run: RetentionRun): Promise<number> {
  const { deps, signal } = run;
  const { db, storage } = deps;
  const missing = new Candidates<StoredKey>();
  for await (const accountId of documentAccounts(deps)) {
    const prefix = folderOf(documentKey(storage.env, accountId, 'd'));
    const rows = counted(documentsOf(deps, accountId), missing);
    for await (const row of unlisted(rows, storage.list(prefix, { signal }), prefix)) {
      // Bytes that were sent twice can have the key of another document, which the comparison does not find.
      const isElsewhere = !row.s3Key.startsWith(`${prefix}${row.docId}`);
      if (!isElsewhere || !(await storage.head(row.s3Key, { signal }))) missing.add(row);
    }
  }
  const sweep = {
    ...({ sweep: 'lost_documents', place: '', storage } as const),
    would: (found: number, total: number) => `mark ${formatCount(found)} of ${formatCount(total)} documents as lost`,
  };
  const about = ({ docId, s3Key }: StoredKey) => ({ doc_id: docId, key: s3Key });
  return run.guarded(sweep, missing, about, async ({ docId, s3Key }) => {
    // It may have arrived since the listing, or have another key.
    if (await storage.head(s3Key, { signal })) return false;
    if (!(await loseDocument(db, { docId, s3Key, reason: gone(s3Key) }))) return false;
    run.context.logger.warn({ doc_id: docId, key: s3Key }, 'a document is no longer in storage');
    return true;
  });
}

/** The same for chunks on one reachable storage server. */
export async function loseChunks(run: RetentionRun, server: StorageServer): Promise<number> {
  const { deps, signal } = run;
  const { db, storage: main, servers } = deps;
  const { serverId, name } = server;
  const storage = servers.storageOf(server);
  const missing = new Candidates<NeededChunk>();
  for await (const accountId of documentAccounts(deps)) {
    const rows = counted(chunksOf(deps, { accountId, serverId }), missing);
    const prefix = folderOf(chunksPrefix({ env: main.env, accountId, docId: 'd' }).slice(0, -1));
    for await (const row of unlisted(rows, storage.list(prefix, { signal }), prefix)) missing.add(row);
  }
  const sweep = {
    ...({ sweep: 'lost_chunks', place: serverId, storage } as const),
    would: (found: number, total: number) =>
      `mark ${formatCount(found)} of ${formatCount(total)} chunks on storage server ${name} as lost`,
  };
  const about = ({ docId, chunkNumber, s3Key }: NeededChunk) => ({
    ...{ doc_id: docId, chunk: chunkNumber, server: name, key: s3Key },
  });
  return run.guarded(sweep, missing, about, async (chunk) => {
    const { docId, chunkNumber, s3Key } = chunk;
    if (await storage.head(s3Key, { signal })) return false;
    // A move changes the row first and then deletes the object.
    const now = await getChunk(db, docId, chunkNumber);
    if (now?.serverId !== serverId || now.s3Key !== s3Key) return false;
    if (!(await loseChunk(db, { docId, chunkNumber, s3Key, serverId, reason: gone(s3Key, name) }))) return false;
    run.context.logger.warn(about(chunk), 'a chunk is no longer on its storage server');
    return true;
  });
}

/** Counts the rows that are compared. */
async function* counted<R>(rows: AsyncIterable<R>, candidates: Candidates<R>): AsyncGenerator<R> {
  for await (const row of rows) {
    candidates.total++;
    yield row;
  }
}

const gone = (key: string, server?: string): string =>
  `STORAGE_NOT_FOUND: The object ${key} is no longer ${server ? `on storage server ${server}` : 'in storage'}.`;

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);

/**
 * Rows without an object under `prefix`. Both are ordered by document id, which follows the prefix, and are merged as they
 * are read.
 */
async function* unlisted<R extends StoredKey>(
  rows: AsyncIterable<R>,
  objects: AsyncIterable<ObjectInfo>,
  prefix: string,
): AsyncGenerator<R> {
  const listed = groups(objects, ({ key }) => key.slice(prefix.length).split('/')[0] ?? '');
  try {
    let group = await listed.next();
    for await (const row of rows) {
      while (!group.done && group.value.ownerId < row.docId) group = await listed.next();
      const mine = group.value?.ownerId === row.docId ? group.value.items : [];
      if (!mine.some(({ key }) => key === row.s3Key)) yield row;
    }
  } finally {
    await listed.return(undefined);
  }
}

/** The account's complete documents that are stored this way, a page at a time. Pages may be empty. */
async function* pagesOf(
  { db }: RetentionDeps,
  accountId: string,
  storage: DocumentPlace['storage'],
): AsyncGenerator<DocumentPlace[]> {
  for (let afterId = ''; ; ) {
    const page = await listDocumentPlaces(db, { accountId, afterId, limit: PAGE });
    yield page.filter((document) => document.storage === storage && document.uploadStatus === 'UPLOAD_COMPLETE');
    if (page.length < PAGE) return;
    afterId = page.at(-1)?.docId ?? '';
  }
}

async function* documentsOf(deps: RetentionDeps, accountId: string): AsyncGenerator<StoredKey> {
  for await (const page of pagesOf(deps, accountId, 'single')) yield* page;
}

async function* chunksOf(
  deps: RetentionDeps,
  { accountId, serverId }: { accountId: string; serverId: string },
): AsyncGenerator<NeededChunk> {
  for await (const page of pagesOf(deps, accountId, 'chunked')) {
    yield* await listChunkKeys(deps.db, { serverId, docIds: page.map(({ docId }) => docId) });
  }
}
