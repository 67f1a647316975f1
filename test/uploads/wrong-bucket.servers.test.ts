import { newId } from '@sluice/core';
import { type Document, listChunks } from '@sluice/db/documents';
import { confirmHold, listHolds, thisInstallation } from '@sluice/db/retention';
import { createTestDatabase } from '@sluice/db/testing';
import { documentKey, markerKey, readMarker } from '@sluice/storage';
import { storageFixture } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchApi, startApi } from '../harness/api.ts';
import { startChild, tail } from '../harness/child.ts';
import { putBytes, storeDocument } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { required } from '../harness/index.ts';
import { runNow, table } from './support/housekeeping.ts';
import { TwoServers, uploadChunked } from './support/stored-upload.ts';

const suite = WorkerSuite.use();
const accountId = 'wrong-bucket';
const other = storageFixture();
let servers: TwoServers;
beforeAll(async () => {
  await other.storage.ensureBucket();
  servers = await TwoServers.add(suite.stack);
});
afterAll(async () => {
  await servers?.close();
  await other.remove();
});
beforeEach(async () => {
  const { db, storage } = suite.stack;
  for (const name of ['documents', 'retention_holds', 'installation']) await db.execute(sql.raw(`delete from ${name}`));
  for (const one of [storage, servers.storageOf({ serverId: servers.far })]) await one.deletePrefix(`${storage.env}/`);
});
afterEach(() => other.storage.deletePrefix(`${suite.stack.storage.env}/`));

const strict = { RETENTION_ORPHAN_HOURS: '0' };
const misled = () => suite.worker({ env: { ...strict, S3_BUCKET: other.config.bucket } });
const right = () => suite.worker({ env: strict });
const stored = async (count: number): Promise<Document[]> => {
  const documents: Document[] = [];
  for (let at = 0; at < count; at++) documents.push(await storeDocument(suite.stack, accountId, table(1)));
  return documents;
};
const complete = async (): Promise<number> => {
  const [[row]] = (await suite.stack.db.execute(
    sql`select count(*) n from documents where upload_status = 'UPLOAD_COMPLETE'`,
  )) as unknown as [[{ n: number }]];
  return row.n;
};
const held = async () =>
  (await listHolds(suite.stack.db)).map(({ sweep, affected, total }) => ({ sweep, affected, total }));
const confirm = async () => {
  for (const { holdId } of await listHolds(suite.stack.db))
    await confirmHold(suite.stack.db, { holdId, confirmedBy: 'ops' });
};

describe('a worker with an existing but empty bucket', () => {
  it.each([3, 30])('marks none of %i documents as lost, whatever job runs', async (count) => {
    await stored(count);
    await suite.stack.db.execute(sql`update documents set verified_at = now(3) - interval 40 day`);
    const worker = await misled();
    expect(await runNow(worker, 'apply-retention')).toEqual({ expired: 0, orphans: 0 });
    expect(await runNow(worker, 'expire-sessions')).toMatchObject({ expired: 0 });
    expect(await runNow(worker, 'scrub-documents')).toEqual({ read: 0, damaged: 0 });
    expect(await complete()).toBe(count);
    expect(await held()).toEqual([
      { sweep: 'storage_marker', affected: Math.min(count, 20), total: Math.min(count, 20) },
    ]);
    expect(await worker.deps.metrics.render()).toContain('sluice_retention_held_items{sweep="storage_marker"');
    // Back on the right bucket it goes on by itself.
    expect(await runNow(await right(), 'apply-retention')).toEqual({ expired: 0, orphans: 0 });
    expect(await held()).toEqual([]);
    expect(await complete()).toBe(count);
  });

  it('marks nothing even if the installation used that bucket before', async () => {
    const worker = await misled();
    await runNow(worker, 'apply-retention');
    expect(await readMarker(worker.deps.storage)).toBeDefined();
    await runNow(await right(), 'apply-retention');
    await stored(3);
    await runNow(worker, 'apply-retention');
    expect(await complete()).toBe(3);
    expect(await held()).toMatchObject([{ sweep: 'storage_marker' }]);
  });

  it('goes ahead after an operator has confirmed the bucket, and then the losses', async () => {
    await stored(25);
    const worker = await misled();
    await runNow(worker, 'apply-retention');
    await confirm();
    expect(await runNow(worker, 'apply-retention')).toEqual({ expired: 0, orphans: 0, held: 25 });
    expect(await held()).toEqual([{ sweep: 'lost_documents', affected: 25, total: 25 }]);
    await confirm();
    expect(await runNow(worker, 'apply-retention')).toEqual({ expired: 0, orphans: 25 });
    expect([await complete(), await held()]).toEqual([0, []]);
  });
});

describe('a sweep of more than a small share', () => {
  it('does not delete objects that the database does not know', async () => {
    const { storage } = suite.stack;
    const keys = Array.from({ length: 30 }, () => documentKey(storage.env, accountId, newId()));
    for (const key of keys) await putBytes(storage, key, table(1));
    const worker = await right();
    expect(await runNow(worker, 'apply-retention')).toEqual({ expired: 0, orphans: 0, held: 30 });
    for (const key of keys) expect(await storage.head(key)).toBeDefined();
    // More than what was confirmed: it stops again.
    await confirm();
    for (let at = 0; at < 25; at++) await putBytes(storage, documentKey(storage.env, accountId, newId()), table(1));
    expect(await runNow(worker, 'apply-retention')).toEqual({ expired: 0, orphans: 0, held: 55 });
    const lenient = await suite.worker({ env: { ...strict, RETENTION_GUARD_PERCENT: '100' } });
    expect(await runNow(lenient, 'apply-retention')).toEqual({ expired: 0, orphans: 55 });
    expect(await held()).toEqual([]);
  });

  it('marks no lost chunks, and counts each storage server on its own', async () => {
    const { db, storage } = suite.stack;
    const documents: Document[] = [];
    for (let at = 0; at < 8; at++)
      documents.push(await uploadChunked(suite.stack, servers, { bytes: table(3), accountId }));
    await db.execute(sql`update document_chunks set status = 'completed'`);
    await db.execute(sql`update documents set upload_status = 'UPLOAD_COMPLETE'`);
    await runNow(await right(), 'apply-retention');
    const far = servers.storageOf({ serverId: servers.far });
    await far.deletePrefix(`${storage.env}/chunks/`);
    const worker = await right();
    expect(await runNow(worker, 'apply-retention')).toEqual({ expired: 0, orphans: 0, held: 24 });
    expect(await listHolds(db)).toMatchObject([{ sweep: 'lost_chunks', place: servers.far, affected: 24, total: 24 }]);
    expect(await complete()).toBe(8);
    // Without its marker the bucket is not even looked at.
    await far.deletePrefix(`${storage.env}/`);
    await runNow(worker, 'apply-retention');
    expect((await listHolds(db)).map(({ sweep }) => sweep).sort()).toEqual(['lost_chunks', 'storage_marker']);
    const [first] = documents;
    expect((await listChunks(db, first?.docId ?? '')).every(({ status }) => status === 'completed')).toBe(true);
  });
});

describe('two environments that look the same in keys', () => {
  it('are refused: neither the API nor a worker of the second installation starts', async () => {
    await runNow(await right(), 'expire-sessions');
    const { stack } = suite;
    const theirs = await createTestDatabase(required('DATABASE_URL'));
    const storageEnv = { ...stack.storageEnv, STORAGE_ENV: stack.storage.env.toUpperCase() };
    const { redisUrl, redisPrefix } = stack;
    try {
      const api = launchApi({ databaseUrl: theirs.url, redisUrl, redisPrefix, storageEnv });
      const worker = startChild('worker', { ...stack.env, ...storageEnv, DATABASE_URL: theirs.url });
      for (const child of [api, worker]) {
        expect(await child.exited).toMatchObject({ code: 1 });
        expect(tail(child.lines)).toMatch(/CONFIG_INVALID.*belong to installation.*Set another STORAGE_ENV/s);
      }
      // The first one may spell it either way.
      const again = await startApi({ databaseUrl: stack.databaseUrl, redisUrl, redisPrefix, storageEnv });
      await again.stop();
    } finally {
      await theirs.drop();
    }
  });
});

describe('the marker of a bucket', () => {
  it('is written by a new installation, and by an existing one that finds its objects', async () => {
    const { storage } = suite.stack;
    expect(await readMarker(storage)).toBeUndefined();
    await runNow(await right(), 'expire-sessions');
    const first = await readMarker(storage);
    expect(first).toMatchObject({ installation_id: (await thisInstallation(suite.stack.db)).installationId });
    await stored(4);
    await storage.delete(markerKey(storage.env));
    await Promise.all([runNow(await right(), 'apply-retention'), runNow(await right(), 'expire-sessions')]);
    expect(await held()).toEqual([]);
    const { storageMarker } = await thisInstallation(suite.stack.db);
    expect((await readMarker(storage))?.marker).toBe(storageMarker);
  });

  it('of another installation stops the sweeps, although the objects are there', async () => {
    await stored(4);
    const database = await createTestDatabase(required('DATABASE_URL'));
    try {
      const theirs = await suite.worker({ env: { ...strict, DATABASE_URL: database.url } });
      await runNow(await right(), 'apply-retention');
      expect(await runNow(theirs, 'apply-retention')).toEqual({ expired: 0, orphans: 0 });
      expect(await listHolds(database.db)).toMatchObject([
        { sweep: 'storage_marker', reason: expect.stringContaining('belong to installation') },
      ]);
      expect(await complete()).toBe(4);
    } finally {
      await database.drop();
    }
  });
});
