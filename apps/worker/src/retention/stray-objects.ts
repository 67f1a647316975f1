import { findChunkKeys, findDocumentKeys } from '@sluice/db/retention';
import type { StorageServer } from '@sluice/db/storage-servers';
import { chunksPrefix, documentKey, type ObjectInfo, type Storage } from '@sluice/storage';
import type { JobContext } from '../job/context.ts';
import { pagesOf } from './groups.ts';
import type { RetentionDeps } from './types.ts';

type Context = JobContext<'apply-retention'>;

const HOUR_MS = 3_600_000;
const PAGE = 500;

/** `{env}/documents/`, `{env}/chunks/`, with the environment as in keys. */
const rootOf = (key: string): string => `${key.split('/').slice(0, 2).join('/')}/`;

/** Deletes old objects under `prefix` that `strays` returns, a page at a time. Returns how many. */
async function deleteStrays(
  { env }: RetentionDeps,
  { logger, stopping: signal }: Context,
  { storage, prefix, strays }: { storage: Storage; prefix: string; strays: FindStrays },
): Promise<number> {
  const old = Date.now() - env.RETENTION_ORPHAN_HOURS * HOUR_MS;
  let deleted = 0;
  for await (const page of pagesOf(storage.list(prefix, { signal }), PAGE)) {
    const candidates = page.filter(({ lastModified }) => lastModified.getTime() <= old);
    for (const { key } of candidates.length > 0 ? await strays(candidates) : []) {
      await storage.delete(key, { signal });
      deleted++;
      logger.warn({ key, bucket: storage.bucket }, 'deleted an unreferenced document object');
    }
  }
  return deleted;
}

/** The objects that no row refers to. */
type FindStrays = (objects: readonly ObjectInfo[]) => Promise<readonly ObjectInfo[]>;

/** Objects of single-object documents, with the keys `{env}/documents/{account}/{docId}`. */
export function deleteStrayDocuments(deps: RetentionDeps, context: Context): Promise<number> {
  const { db, storage } = deps;
  const prefix = rootOf(documentKey(storage.env, 'a', 'd'));
  const strays: FindStrays = async (objects) => {
    const keys = objects.map(({ key }) => key);
    const docIds = keys.map((key) => key.slice(prefix.length).split('/')[1] ?? '');
    const named = await findDocumentKeys(db, { docIds, keys });
    return objects.filter(({ key }) => !named.has(key));
  };
  return deleteStrays(deps, context, { storage, prefix, strays });
}

/** Objects on a storage server, with the keys `{env}/chunks/{account}/{docId}/{session}/{n}`. */
export function deleteStrayChunks(
  deps: RetentionDeps,
  context: Context,
  { server, reachable }: { server: StorageServer; reachable: readonly StorageServer[] },
): Promise<number> {
  const storage = deps.servers.storageOf(server);
  const prefix = rootOf(chunksPrefix({ env: deps.storage.env, accountId: 'a', docId: 'd' }));
  const byId = new Map(reachable.map((other) => [other.serverId, other]));
  const strays: FindStrays = async (objects) => {
    const docIds = new Set(objects.map(({ key }) => key.slice(prefix.length).split('/')[1] ?? ''));
    const named = await findChunkKeys(deps.db, [...docIds]);
    const found: ObjectInfo[] = [];
    for (const object of objects) {
      const row = named.get(object.key);
      if (row?.serverId === server.serverId) continue;
      const home = row && byId.get(row.serverId);
      if (!row || (home && (await isCopy(deps, context, { storage, key: object.key, home, size: row.chunkSize }))))
        found.push(object);
    }
    return found;
  };
  return deleteStrays(deps, context, { storage, prefix, strays });
}

/**
 * Whether an object is a leftover of a move: the chunk is at its new place, which is not this same object, as it would be if
 * two servers shared a bucket. Listings have more precise times than HEAD, so both sides use the same request.
 */
async function isCopy(
  { servers }: RetentionDeps,
  { stopping: signal }: Context,
  { storage, key, home, size }: { storage: Storage; key: string; home: StorageServer; size: number },
): Promise<boolean> {
  const there = await servers.storageOf(home).head(key, { signal });
  const here = await storage.head(key, { signal });
  return there?.sizeBytes === size && here?.lastModified.getTime() !== there.lastModified.getTime();
}
