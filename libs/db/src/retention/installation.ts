import { newId } from '@sluice/core';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { documentChunks, documents, downloads, installation } from '../schema/index.ts';

/** What a marker object must say for its bucket to be this installation's. */
export interface Installation {
  readonly installationId: string;
  /** Of the current bucket of the installation's own storage; null: none has been marked yet. */
  readonly storageMarker: string | null;
}

/** This installation; the first call gives it its id. Safe to call from several processes. */
export async function thisInstallation(db: Db): Promise<Installation> {
  const read = () =>
    db
      .select({ installationId: installation.installationId, storageMarker: installation.storageMarker })
      .from(installation);
  const [known] = await read();
  if (known) return known;
  await db.insert(installation).ignore().values({ one: 1, installationId: newId() });
  const [created] = await read();
  if (!created) throw new Error('the row of the installation is missing');
  return created;
}

/** Replaces the marker `old` with a new one. Returns the current marker, which another process may have set first. */
async function renewStorageMarker(db: Db, old: string | null): Promise<string> {
  const { storageMarker } = installation;
  const isOld = old === null ? isNull(storageMarker) : eq(storageMarker, old);
  await db.update(installation).set({ storageMarker: newId() }).where(isOld);
  const { storageMarker: current } = await thisInstallation(db);
  if (current === null) throw new Error('the marker of the storage was not written');
  return current;
}

/** Objects that are looked up to recognize a bucket without a marker. */
const SAMPLE = 20;

/** This installation's side of a claim to the bucket of its own storage (`StorageClaim` of @sluice/storage). */
export const ownStorageClaim = (db: Db) => ({
  installation: () => thisInstallation(db),
  renew: (old: string | null) => renewStorageMarker(db, old),
  sample: () => sampleStoredKeys(db, { limit: SAMPLE }),
});

/** The same for the bucket of a storage server. */
export const serverStorageClaim = (db: Db, serverId: string) => ({
  installation: () => thisInstallation(db),
  sample: () => sampleStoredKeys(db, { serverId, limit: SAMPLE }),
});

/** Keys of the newest objects that should be in a storage: up to `limit` documents and as many artifacts, or chunks of a server. */
async function sampleStoredKeys(
  db: Db,
  { serverId, limit }: { serverId?: string | undefined; limit: number },
): Promise<string[]> {
  if (serverId !== undefined) {
    const { docId, s3Key, status } = documentChunks;
    const rows = await db
      .select({ s3Key })
      .from(documentChunks)
      .where(and(eq(documentChunks.serverId, serverId), eq(status, 'completed')))
      .orderBy(desc(docId))
      .limit(limit);
    return rows.map((row) => row.s3Key);
  }
  const whole = await db
    .select({ s3Key: documents.s3Key })
    .from(documents)
    .where(and(eq(documents.storage, 'single'), eq(documents.uploadStatus, 'UPLOAD_COMPLETE')))
    .orderBy(desc(sql`${documents.verifiedAt}`))
    .limit(limit);
  const artifacts = await db
    .select({ s3Key: downloads.s3Path })
    .from(downloads)
    .where(eq(downloads.status, 'uploaded'))
    .orderBy(desc(downloads.createdAt))
    .limit(limit);
  return [...whole, ...artifacts].map((row) => row.s3Key);
}
