import { formatCount } from '@sluice/core';
import { findChunkKeys, findDocumentKeys } from '@sluice/db/retention';
import type { StorageServer } from '@sluice/db/storage-servers';
import { chunksPrefix, documentKey, type ObjectInfo, type Storage } from '@sluice/storage';
import { Candidates } from '../job/guard.ts';
import { pagesOf } from './groups.ts';
import type { RetentionRun, RunSweep } from './run.ts';

const HOUR_MS = 3_600_000;
const PAGE = 500;

/** `{env}/documents/`, `{env}/chunks/`, with the environment as in keys. */
const rootOf = (key: string): string => `${key.split('/').slice(0, 2).join('/')}/`;

/** The objects that no row refers to. */
type FindStrays = (objects: readonly ObjectInfo[]) => Promise<readonly ObjectInfo[]>;

interface Searched {
  readonly storage: Storage;
  readonly prefix: string;
  readonly strays: FindStrays;
  readonly sweep: RunSweep;
}

/** Deletes old objects under `prefix` that `strays` returns. Returns how many. */
async function deleteStrays(run: RetentionRun, { storage, prefix, strays, sweep }: Searched): Promise<number> {
  const { deps, signal, context } = run;
  const old = Date.now() - deps.env.RETENTION_ORPHAN_HOURS * HOUR_MS;
  const found = new Candidates<string>();
  for await (const page of pagesOf(storage.list(prefix, { signal }), PAGE)) {
    found.total += page.length;
    const candidates = page.filter(({ lastModified }) => lastModified.getTime() <= old);
    for (const { key } of candidates.length > 0 ? await strays(candidates) : []) found.add(key);
  }
  return run.guarded(
    sweep,
    found,
    (key) => ({ key, bucket: storage.bucket }),
    async (key) => {
      if (!(await isStillOld(storage, key, old, signal))) return false;
      await storage.delete(key, { signal });
      context.logger.warn({ key, bucket: storage.bucket }, 'deleted an unreferenced document object');
      return true;
    },
  );
}

/** Whether the object is there and has not been replaced since it was listed. */
export async function isStillOld(storage: Storage, key: string, old: number, signal: AbortSignal): Promise<boolean> {
  const now = await storage.head(key, { signal });
  return now !== undefined && now.lastModified.getTime() <= old;
}

/** Objects of single-object documents, with the keys `{env}/documents/{account}/{docId}`. */
export function deleteStrayDocuments(run: RetentionRun): Promise<number> {
  const { db, storage } = run.deps;
  const prefix = rootOf(documentKey(storage.env, 'a', 'd'));
  const strays: FindStrays = async (objects) => {
    const keys = objects.map(({ key }) => key);
    const docIds = keys.map((key) => key.slice(prefix.length).split('/')[1] ?? '');
    const named = await findDocumentKeys(db, { docIds, keys });
    return objects.filter(({ key }) => !named.has(key));
  };
  const sweep: RunSweep = {
    ...{ sweep: 'stray_documents', place: '', storage },
    would: (found, total) =>
      `delete ${formatCount(found)} of ${formatCount(total)} objects of documents because no document refers to them`,
  };
  return deleteStrays(run, { storage, prefix, strays, sweep });
}

/** Objects on a storage server, with the keys `{env}/chunks/{account}/{docId}/{session}/{n}`. */
export function deleteStrayChunks(
  run: RetentionRun,
  { server, reachable }: { server: StorageServer; reachable: readonly StorageServer[] },
): Promise<number> {
  const { deps } = run;
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
      if (!row || (home && (await isCopy(run, { storage, key: object.key, home, size: row.chunkSize }))))
        found.push(object);
    }
    return found;
  };
  const sweep: RunSweep = {
    ...{ sweep: 'stray_chunks', place: server.serverId, storage },
    would: (found, total) =>
      `delete ${formatCount(found)} of ${formatCount(total)} chunks on storage server ${server.name} because no document refers to them`,
  };
  return deleteStrays(run, { storage, prefix, strays, sweep });
}

/**
 * Whether an object is a leftover of a move: the chunk is at its new place, which is not this same object, as it would be if
 * two servers shared a bucket. Listings have more precise times than HEAD, so both sides use the same request.
 */
async function isCopy(
  { deps: { servers }, signal }: RetentionRun,
  { storage, key, home, size }: { storage: Storage; key: string; home: StorageServer; size: number },
): Promise<boolean> {
  const there = await servers.storageOf(home).head(key, { signal });
  const here = await storage.head(key, { signal });
  return there?.sizeBytes === size && here?.lastModified.getTime() !== there.lastModified.getTime();
}
