import { getChunk, loseChunk, loseDocument } from '@sluice/db/documents';
import {
  listChunkKeys,
  listDocumentAccounts,
  listDocumentKeys,
  type NeededChunk,
  type StoredKey,
} from '@sluice/db/retention';
import type { StorageServer } from '@sluice/db/storage-servers';
import { chunksPrefix, documentKey, type ObjectInfo } from '@sluice/storage';
import type { JobContext } from '../job/context.ts';
import { groups } from './groups.ts';
import type { RetentionDeps } from './types.ts';

type Context = JobContext<'apply-retention'>;

const PAGE = 500;

/** Every account that has documents. */
export async function* documentAccounts({ db }: RetentionDeps): AsyncGenerator<string> {
  for (let afterId = ''; ; ) {
    const page = await listDocumentAccounts(db, { afterId, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    afterId = page.at(-1) ?? '';
  }
}

/** Marks an account's complete single-object documents whose object is missing. Returns how many. */
export async function loseDocuments(deps: RetentionDeps, context: Context, accountId: string): Promise<number> {
  const { db, storage } = deps;
  const signal = context.stopping;
  const prefix = folderOf(documentKey(storage.env, accountId, 'd'));
  let lost = 0;
  for await (const { docId, s3Key } of unlisted(
    documentsOf(deps, accountId),
    storage.list(prefix, { signal }),
    prefix,
  )) {
    // It may have arrived since the listing, or have another key.
    if (await storage.head(s3Key, { signal })) continue;
    if (!(await loseDocument(db, { docId, reason: gone(s3Key) }))) continue;
    lost++;
    context.logger.warn({ doc_id: docId, key: s3Key }, 'a document is no longer in storage');
  }
  return lost;
}

/** The same for chunks on one reachable storage server. */
export async function loseChunks(
  deps: RetentionDeps,
  context: Context,
  { accountId, server }: { accountId: string; server: StorageServer },
): Promise<number> {
  const { db, storage: main, servers } = deps;
  const { serverId } = server;
  const signal = context.stopping;
  const storage = servers.storageOf(server);
  const rows = chunksOf(deps, { accountId, serverId });
  const prefix = folderOf(chunksPrefix({ env: main.env, accountId, docId: 'd' }).slice(0, -1));
  let lost = 0;
  for await (const { docId, chunkNumber, s3Key } of unlisted(rows, storage.list(prefix, { signal }), prefix)) {
    if (await storage.head(s3Key, { signal })) continue;
    // A move changes the row first and then deletes the object.
    const now = await getChunk(db, docId, chunkNumber);
    if (now?.serverId !== serverId || now.s3Key !== s3Key) continue;
    if (!(await loseChunk(db, { docId, chunkNumber, s3Key, reason: gone(s3Key, server.name) }))) continue;
    lost++;
    const where = { doc_id: docId, chunk: chunkNumber, server: server.name, key: s3Key };
    context.logger.warn(where, 'a chunk is no longer on its storage server');
  }
  return lost;
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

async function* documentsOf({ db }: RetentionDeps, accountId: string): AsyncGenerator<StoredKey> {
  for (let afterId = ''; ; ) {
    const page = await listDocumentKeys(db, { accountId, afterId, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    afterId = page.at(-1)?.docId ?? '';
  }
}

async function* chunksOf(
  { db }: RetentionDeps,
  of: { accountId: string; serverId: string },
): AsyncGenerator<NeededChunk> {
  let after: NeededChunk | undefined;
  for (;;) {
    const page = await listChunkKeys(db, { ...of, after, limit: PAGE });
    yield* page;
    after = page.at(-1);
    if (page.length < PAGE) return;
  }
}
