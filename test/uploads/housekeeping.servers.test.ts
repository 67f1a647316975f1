import { newId } from '@sluice/core';
import { analysisWork, createAnalysis } from '@sluice/db/analyses';
import {
  beginDocument,
  changeDocumentStatus,
  type Document,
  failDocument,
  listChunks,
  type StoredChunk,
} from '@sluice/db/documents';
import {
  downloadsOfAnalysis,
  downloadsOfImport,
  expireDownload,
  getDownloadById,
  requestReprocess,
  settleUpload,
} from '@sluice/db/downloads';
import { createImport, importWork } from '@sluice/db/imports';
import { deleteDocument } from '@sluice/db/retention';
import { addStorageServer, getStorageServer } from '@sluice/db/storage-servers';
import { importOptions } from '@sluice/jobs';
import { chunkKey, documentKey, type ServerPlace, type Storage } from '@sluice/storage';
import { leaveUploadOpen, testConfig } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putBytes, storeDocument } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import type { InProcessWorker } from '../harness/in-process/worker.ts';
import { required, waitFor } from '../harness/index.ts';
import { aDownload, type DownloadRow } from '../harness/rows.ts';
import { runNow, Traces, table } from './support/housekeeping.ts';
import { TwoServers, uploadChunked } from './support/stored-upload.ts';

const suite = WorkerSuite.use();
const accountId = 'uploads';
let servers: TwoServers;
let traces: Traces;
beforeAll(async () => {
  servers = await TwoServers.add(suite.stack);
  traces = new Traces(suite.stack, servers);
});
afterAll(() => servers?.close());

/** A worker that treats every object without a row as an orphan, however new. */
let strict: InProcessWorker;
beforeEach(async () => {
  strict = await suite.worker({ env: { RETENTION_ORPHAN_HOURS: '0' } });
  const { db, storage } = suite.stack;
  for (const name of ['bulk_import_jobs', 'analysis_reports', 'documents'])
    await db.execute(sql.raw(`delete from ${name}`));
  await db.execute(sql`update storage_servers set used_space = 0`);
  for (const serverId of [servers.own, servers.far]) {
    await servers.storageOf({ serverId }).deletePrefix(`${storage.env}/`);
  }
});

const retain = (worker = strict) => runNow(worker, 'apply-retention');
const present = (document: Document) => suite.stack.storage.head(document.s3Key).then((object) => object !== undefined);
const single = (): Promise<Document> => storeDocument(suite.stack, accountId, table());

/** Creates a complete document in six chunks on two servers. */
async function chunked(): Promise<Document> {
  const document = await uploadChunked(suite.stack, servers, { bytes: table(), accountId });
  const worker = await suite.worker();
  worker.start();
  await suite.stack.queues.requeue(
    'verify-document',
    { doc_id: document.docId },
    { jobId: document.docId, accountId: null },
  );
  const done = await waitFor('the verification', async () => {
    const now = await traces.document(document);
    return now?.uploadStatus === 'UPLOAD_COMPLETE' ? now : undefined;
  });
  return done;
}

const importOf = ({ docId }: Document, options: Record<string, unknown> = {}) =>
  createImport(suite.stack.db, { accountId, importer: 'assets', docId, options, traceId: newId() });
const analysisOf = ({ docId }: Document, comparedWith?: Document) =>
  createAnalysis(suite.stack.db, {
    ...{ accountId, docId, tool: 'profile-my-data', traceId: newId() },
    options: { parameters: comparedWith ? { compare_doc_id: comparedWith.docId } : {} },
  });
const endedImport = async (document: Document, daysAgo: number) => {
  const id = await importOf(document);
  await importWork.requestCancel(suite.stack.db, { accountId, id });
  await suite.stack.db.execute(
    sql`update bulk_import_jobs set created_at = now(3) - interval ${daysAgo} day,
      updated_at = now(3) - interval ${daysAgo} day where id = ${id}`,
  );
  return id;
};
const endedAnalysis = async (document: Document, daysAgo: number, comparedWith?: Document) => {
  const analysisId = await analysisOf(document, comparedWith);
  await analysisWork.requestCancel(suite.stack.db, { accountId, id: analysisId });
  await suite.stack.db.execute(
    sql`update analysis_reports set created_at = now(3) - interval ${daysAgo} day,
      updated_at = now(3) - interval ${daysAgo} day where analysis_id = ${analysisId}`,
  );
  return analysisId;
};

describe('a document past its retention time', () => {
  it('is deleted with all its objects, and its imports and analyses stay', async () => {
    const old = await chunked();
    const chunks = await traces.chunks(old);
    const whole = await single();
    const anImport = await endedImport(old, 8);
    const analysis = await endedAnalysis(whole, 8, old);
    // An old session has left an object on each server.
    const { env } = suite.stack.storage;
    const left: Pick<StoredChunk, 'serverId' | 's3Key'>[] = [servers.own, servers.far].map((serverId) => ({
      serverId,
      s3Key: chunkKey({ env, accountId, docId: old.docId, sessionId: newId(), chunkNumber: 5 }),
    }));
    for (const object of left) await putBytes(servers.storageOf(object), object.s3Key, table(1));
    for (const document of [old, whole]) await traces.age(document, 8 * 24);

    const patient = await suite.worker();
    expect(await retain(patient)).toEqual({ expired: 2, orphans: 0 });
    expect([await traces.document(old), await traces.document(whole)]).toEqual([undefined, undefined]);
    expect(await traces.present([...chunks, ...left])).toBe(0);
    expect(await present(whole)).toBe(false);
    expect(await traces.usedSpace()).toBe(0);
    expect(await importWork.get(suite.stack.db, anImport)).toMatchObject({ docId: null, status: 'cancelled' });
    expect(await analysisWork.get(suite.stack.db, analysis)).toMatchObject({ docId: null, status: 'cancelled' });
  });

  it('is missed only by artifacts that would have to be recreated from it', async () => {
    const { db, queues, storage } = suite.stack;
    const document = await single();
    const worker = await suite.worker();
    worker.start();
    const importId = await importOf(
      document,
      importOptions.parse({ mapping: { name: 'name', age: null, note: null }, generate_keys: true }),
    );
    await queues.enqueue('import-file', { job_id: importId }, { jobId: importId, accountId: null });
    const analysisId = await suite.submit(accountId, document.docId, 'profile-my-data');
    await suite.ended(analysisId);
    await waitFor('the import', async () =>
      (await importWork.get(db, importId))?.status === 'completed' ? true : undefined,
    );
    await db.execute(sql`update bulk_import_jobs set updated_at = now(3) - interval 8 day where id = ${importId}`);
    await db.execute(sql`update analysis_reports set updated_at = now(3) - interval 8 day`);
    await traces.age(document, 8 * 24);
    expect((await retain(await suite.worker())).expired).toBe(1);

    await queues.enqueue('export-results', { job_id: importId, format: 'json' }, { accountId: null });
    await waitFor('the result file in another format', async () => {
      const files = await downloadsOfImport(db, importId);
      return files.some(({ format, status }) => format === 'json' && status === 'uploaded') ? true : undefined;
    });
    const [artifact] = await downloadsOfAnalysis(db, { accountId, analysisId });
    if (!artifact) throw new Error('no artifact');
    await storage.delete(artifact.s3Path);
    expect(await retain()).toMatchObject({ orphans: 1 });
    const lost = await waitFor('the end of its upload', async () => {
      const job = await queues.queue('artifact-uploads').getJob(artifact.downloadId);
      return (await job?.isFailed()) ? queues.queue('artifact-uploads').getJob(artifact.downloadId) : undefined;
    });
    expect([lost.failedReason, lost.attemptsMade]).toEqual([expect.stringMatching(/^ARTIFACT_LOST: /), 1]);
    expect(await analysisWork.get(db, analysisId)).toMatchObject({ docId: null, status: 'completed' });
  });

  it('stays while it is in use or was used recently', async () => {
    const used: Document[] = [];
    const use = async (by: (document: Document) => Promise<unknown>) => {
      const document = await single();
      await by(document);
      used.push(document);
    };
    const other = await single();
    await use((document) => importOf(document));
    await use(analysisOf);
    await use((document) => analysisOf(other, document));
    await use((document) => endedImport(document, 6));
    await use((document) => endedAnalysis(document, 6));
    await use((document) => endedAnalysis(other, 6, document));
    for (const document of used) await traces.age(document, 8 * 24);
    expect(await retain()).toEqual({ expired: 0, orphans: 0 });
    for (const document of used)
      expect([await traces.document(document), await present(document)]).toEqual([expect.anything(), true]);
  });

  it('gets a new retention time when its content is sent again', async () => {
    const bytes = table();
    const document = await storeDocument(suite.stack, accountId, bytes);
    await traces.age(document, 8 * 24);
    expect((await storeDocument(suite.stack, accountId, bytes)).docId).toBe(document.docId);
    // The second copy of the bytes is an orphan.
    expect(await retain()).toEqual({ expired: 0, orphans: 1 });
    expect(await present(document)).toBe(true);
  });

  it('stays complete while the server of one of its chunks is down', async () => {
    const old = await chunked();
    const chunks = await traces.chunks(old);
    await traces.age(old, 8 * 24);
    await servers.proxy.down();
    try {
      expect(await retain()).toEqual({ expired: 0, orphans: 0 });
    } finally {
      await servers.proxy.up();
    }
    expect((await traces.document(old))?.uploadStatus).toBe('UPLOAD_COMPLETE');
    expect(await traces.present(chunks)).toBe(6);
    expect(await retain()).toEqual({ expired: 1, orphans: 0 });
    expect(await traces.present(chunks)).toBe(0);
  });

  it('is deleted after a day if its upload failed', async () => {
    const failed = await uploadChunked(suite.stack, servers, { bytes: table(), accountId });
    const fresh = await uploadChunked(suite.stack, servers, { bytes: table(), accountId });
    const chunks = await traces.chunks(failed);
    for (const { docId } of [failed, fresh])
      await failDocument(suite.stack.db, { docId, reason: 'UPLOAD_MISMATCH: x' });
    await traces.age(failed, 25);
    await traces.age(fresh, 23);
    expect(await retain()).toEqual({ expired: 1, orphans: 0 });
    expect(await traces.document(failed)).toBeUndefined();
    expect(await traces.present(chunks)).toBe(0);
    expect(await traces.present(await traces.chunks(fresh))).toBe(6);
  });

  it('is deleted once by concurrent runs', async () => {
    const documents = await Promise.all(Array.from({ length: 12 }, single));
    const stays = await single();
    for (const document of documents) await traces.age(document, 8 * 24);
    const workers = [strict, await suite.worker(), await suite.worker()];
    const runs = await Promise.all(workers.map((worker) => retain(worker)));
    expect(runs.reduce((sum, { expired }) => sum + expired, 0)).toBe(12);
    for (const document of documents)
      expect([await traces.document(document), await present(document)]).toEqual([undefined, false]);
    expect(await present(stays)).toBe(true);
  });
});

describe('abandoned multipart uploads', () => {
  it('are aborted on every reachable server', async () => {
    const { deps } = strict;
    const ages: number[] = [];
    // Shifts the limit by a day, because the age of an upload cannot be changed.
    const tomorrow = (storage: Storage): Storage => ({
      ...storage,
      abortStaleUploads(prefix, olderThan, options) {
        ages.push(Math.round((Date.now() - olderThan.getTime()) / 3_600_000));
        return storage.abortStaleUploads(prefix, new Date(olderThan.getTime() + 90_000_000), options);
      },
    });
    const later = {
      ...deps,
      storage: { ...deps.storage, env: suite.stack.storage.env.toUpperCase() },
      servers: { ...deps.servers, storageOf: (server: ServerPlace) => tomorrow(deps.servers.storageOf(server)) },
    };
    const far = await getStorageServer(suite.stack.db, servers.far);
    await leaveUploadOpen(testConfig({ bucket: far?.bucket ?? '' }), `${suite.stack.storage.env}/chunks/left-open`);
    const abort = () => runNow({ deps: later }, 'abort-stale-uploads');
    await servers.proxy.down();
    try {
      expect(await abort()).toEqual({ aborted: 0 });
    } finally {
      await servers.proxy.up();
    }
    expect([await abort(), await abort()]).toEqual([{ aborted: 1 }, { aborted: 0 }]);
    expect(ages).toEqual([24, 24, 24, 24, 24]);
  });
});

describe('a deletion', () => {
  const nothing = async () => {};

  it('reports what blocks it', async () => {
    const { db } = suite.stack;
    const remove = ({ docId }: Document) => deleteDocument(db, { docId, canDelete: nothing, deleteObjects: nothing });
    const [imported, compared, other] = [await single(), await single(), await single()];
    const anImport = await importOf(imported);
    const analysisId = await analysisOf(other, compared);
    const verifying = await uploadChunked(suite.stack, servers, { bytes: table(), accountId });
    for (const document of [imported, compared, other, verifying]) expect(await remove(document)).toBe('in_use');
    await importWork.requestCancel(db, { accountId, id: anImport });
    await analysisWork.requestCancel(db, { accountId, id: analysisId });
    // It was listed as outdated, but has been used since.
    const seen = { docId: other.docId, unchangedSince: other.updatedAt, canDelete: nothing, deleteObjects: nothing };
    await traces.age(other, 1);
    expect(await deleteDocument(db, seen)).toBe('in_use');
    for (const document of [imported, compared, other]) expect(await remove(document)).toBe('deleted');
    expect(await remove(imported)).toBe('missing');
    await expect(importOf(imported)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(analysisOf(imported)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that is interrupted is recorded on the document, and one that could not start changes nothing', async () => {
    const { db } = suite.stack;
    const { docId } = await single();
    const away = () => Promise.reject(new Error('away'));
    await expect(deleteDocument(db, { docId, canDelete: away, deleteObjects: nothing })).rejects.toThrow('away');
    expect((await traces.document({ docId }))?.uploadStatus).toBe('UPLOAD_COMPLETE');
    await expect(deleteDocument(db, { docId, canDelete: nothing, deleteObjects: away })).rejects.toThrow('away');
    expect(await traces.document({ docId })).toMatchObject({
      uploadStatus: 'UPLOAD_FAILED',
      failureReason: expect.stringMatching(/^STORAGE_UNAVAILABLE: /),
    });
  });

  it('that is interrupted takes its content from nobody, and is resumed', async () => {
    const { db, storage } = suite.stack;
    const bytes = table();
    const first = await storeDocument(suite.stack, accountId, bytes);
    let second: Document | undefined;
    const interrupted = deleteDocument(db, {
      docId: first.docId,
      canDelete: nothing,
      deleteObjects: async () => {
        // Nothing revives it, and the same content becomes another document with a key of its own.
        expect(await traces.document(first)).toMatchObject({ uploadStatus: 'UPLOAD_FAILED', docHash256: null });
        expect(await changeDocumentStatus(db, first.docId, 'generate')).toBe(false);
        second = await storeDocument(suite.stack, accountId, bytes);
        throw new Error('killed');
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    expect(second?.docId).not.toBe(first.docId);
    expect(await retain()).toEqual({ expired: 0, orphans: 0 });
    await db.execute(sql`update documents set deleting_at = now(3) - interval 1 hour where doc_id = ${first.docId}`);
    expect(await retain()).toEqual({ expired: 1, orphans: 0 });
    expect(await traces.document(first)).toBeUndefined();
    expect(await storage.head(first.s3Key)).toBeUndefined();
    expect(second && (await present(second))).toBe(true);
  });

  it('waits for an import that is being created', async () => {
    const { db } = suite.stack;
    const document = await single();
    let removal: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      const { docId } = document;
      await createImport(tx, { accountId, importer: 'assets', docId, options: {}, traceId: newId() });
      removal = deleteDocument(db, { docId, canDelete: nothing, deleteObjects: nothing });
      await waitFor('the deletion waits', async () => {
        const [rows] = await db.execute(
          sql`select 1 from information_schema.processlist where info like concat('%from \`documents\`%for', ' update%')`,
        );
        return (rows as unknown as unknown[]).length > 0 ? true : undefined;
      });
    });
    expect(await removal).toBe('in_use');
  });
});

describe('an object that cannot be deleted', () => {
  const refused = { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };

  it('keeps nothing else, and is tried again', async () => {
    const { db, storage } = suite.stack;
    const [first, stuck, last] = [await single(), await single(), await single()];
    const strays = [first, last].map(() => documentKey(storage.env, accountId, newId()));
    for (const key of strays) await putBytes(storage, key, table(1));
    for (const document of [first, stuck, last]) await traces.age(document, 8 * 24);
    const blocked = [stuck.s3Key, strays[0] ?? ''];
    suite.proxy.judge = (operation, path) =>
      operation === 'DELETE' && blocked.some((key) => path.endsWith(key)) ? refused : 'pass';
    expect(await retain()).toEqual({ expired: 2, orphans: 1, failed: 2 });
    expect(await traces.document(last)).toBeUndefined();
    expect(await traces.document(stuck)).toMatchObject({ uploadStatus: 'UPLOAD_FAILED', deletingAt: expect.any(Date) });
    suite.proxy.judge = () => 'pass';
    await db.execute(sql`update documents set deleting_at = now(3) - interval 1 hour where doc_id = ${stuck.docId}`);
    expect(await retain()).toEqual({ expired: 1, orphans: 1 });
    for (const key of [...strays, stuck.s3Key]) expect(await storage.head(key)).toBeUndefined();
  });
});

describe('rows without jobs', () => {
  it('of one kind get theirs although those of another cannot be read', async () => {
    const { db, queues } = suite.stack;
    const analysisId = await analysisOf(await single());
    await db.execute(sql`update analysis_reports set created_at = now(3) - interval 1 hour,
      updated_at = now(3) - interval 1 hour where analysis_id = ${analysisId}`);
    await db.execute(sql`rename table bulk_import_jobs to away`);
    try {
      await expect(runNow(strict, 'requeue-orphans')).rejects.toThrow();
    } finally {
      await db.execute(sql`rename table away to bulk_import_jobs`);
    }
    expect(await queues.queue('analyses').getJob(analysisId)).toBeDefined();
  });
});

describe('a download past its retention time', () => {
  const status = async (id: string) => (await getDownloadById(suite.stack.db, id))?.status;
  const old = async (row: Pick<DownloadRow, 'status'>) => {
    const s3Path = `${suite.stack.storage.env}/profile-my-data/${newId()}/report.json`;
    await putBytes(suite.stack.storage, s3Path, table(1));
    const id = await aDownload(suite.stack, { accountId, s3Path, ...row });
    await suite.stack.db.execute(sql`update downloads set created_at = now(3) - interval 40 day,
      uploaded_at = if(uploaded_at is null, null, now(3) - interval 40 day) where download_id = ${id}`);
    return { id, s3Path };
  };

  it('stays if it was requested or delivered again after it was listed', async () => {
    const { db } = suite.stack;
    const before = new Date(Date.now() - 30 * 86_400_000);
    const [requested, delivered] = [await old({ status: 'upload_failed' }), await old({ status: 'upload_failed' })];
    expect(await requestReprocess(db, { accountId, downloadId: requested.id })).toBe(true);
    await settleUpload(db, delivered.id, { uploaded: true, sizeBytes: 1, sha256: 'a'.repeat(64) });
    for (const { id } of [requested, delivered])
      expect(await expireDownload(db, { downloadId: id, before })).toBe(false);
    expect([await status(requested.id), await status(delivered.id)]).toEqual(['pending', 'uploaded']);
    for (const { id } of [requested, delivered]) await db.execute(sql`delete from downloads where download_id = ${id}`);
  });

  it('that is delivered again while its object is being deleted is created again', async () => {
    const { db, queues } = suite.stack;
    const { id, s3Path } = await old({ status: 'uploaded' });
    suite.proxy.judge = async (operation, path) => {
      if (operation === 'DELETE' && path.endsWith(s3Path)) {
        expect(await status(id)).toBe('expired');
        await requestReprocess(db, { accountId, downloadId: id });
        await settleUpload(db, id, { uploaded: true, sizeBytes: 1, sha256: 'a'.repeat(64) });
      }
      return 'pass' as const;
    };
    expect((await retain()).expired).toBe(1);
    expect(await getDownloadById(db, id)).toMatchObject({
      status: 'upload_failed',
      lastError: expect.stringMatching(/^STORAGE_NOT_FOUND: /),
    });
    expect(await queues.queue('artifact-uploads').getJob(id)).toBeDefined();
  });
});

describe('orphans', () => {
  it('without a row are deleted on every server once they are old', async () => {
    const { storage } = suite.stack;
    const documents = [await single(), await single()];
    const large = await chunked();
    const strays: Pick<StoredChunk, 'serverId' | 's3Key'>[] = [
      { serverId: servers.own, s3Key: documentKey(storage.env, accountId, newId()) },
      { serverId: servers.own, s3Key: documentKey(storage.env, 'nobody', newId()) },
    ];
    for (const serverId of [servers.own, servers.far]) {
      for (const docId of [large.docId, newId()]) {
        const session = { env: storage.env, accountId, docId, sessionId: newId() };
        strays.push({ serverId, s3Key: chunkKey({ ...session, chunkNumber: 0 }) });
      }
    }
    for (const stray of strays) await putBytes(servers.storageOf(stray), stray.s3Key, table(1));
    expect(await retain(await suite.worker())).toEqual({ expired: 0, orphans: 0 });
    expect(await traces.present(strays)).toBe(6);
    expect(await retain()).toEqual({ expired: 0, orphans: 6 });
    expect(await traces.present(strays)).toBe(0);
    for (const document of documents) expect(await present(document)).toBe(true);
    expect(await traces.present(await traces.chunks(large))).toBe(6);
    expect(await retain()).toEqual({ expired: 0, orphans: 0 });
  });

  it('do not include an object stored under the ID of another document', async () => {
    const { db, storage } = suite.stack;
    const document = await single();
    const s3Key = documentKey(storage.env, accountId, newId());
    await putBytes(storage, s3Key, table(1));
    await db.execute(sql`update documents set s3_key = ${s3Key} where doc_id = ${document.docId}`);
    // The orphan is the object that no row refers to any more.
    expect(await retain()).toEqual({ expired: 0, orphans: 1 });
    expect(await storage.head(s3Key)).toBeDefined();
    expect((await traces.document(document))?.uploadStatus).toBe('UPLOAD_COMPLETE');
  });

  it('are what a move has left, not the same bucket under two names', async () => {
    const { db, storage } = suite.stack;
    const large = await chunked();
    const chunks = await traces.chunks(large);
    const { region } = await getStorageServer(db, servers.own).then((server) => server ?? { region: '' });
    const again = {
      serverId: newId(),
      name: `again-${newId()}`,
      endpoint: required('S3_ENDPOINT'),
      region,
      bucket: storage.bucket,
    };
    await addStorageServer(db, { ...again, nodes: [1n], fresh: true });
    expect(await retain()).toEqual({ expired: 0, orphans: 0 });
    expect(await traces.present(chunks)).toBe(6);
    await db.execute(sql`delete from storage_servers where server_id = ${again.serverId}`);

    const [moved] = chunks.filter(({ serverId }) => serverId === servers.own);
    if (!moved) throw new Error('no chunk on the own server');
    const far = servers.storageOf({ serverId: servers.far });
    await putBytes(far, moved.s3Key, table(1));
    // The current location has other bytes, so the old copy may be the only good one.
    await putBytes(storage, moved.s3Key, table(2));
    expect(await retain()).toEqual({ expired: 0, orphans: 0 });
    await waitFor('a copy of another second', async () => {
      await putBytes(storage, moved.s3Key, Buffer.alloc(moved.chunkSize));
      const [home, copy] = await Promise.all([storage.head(moved.s3Key), far.head(moved.s3Key)]);
      return home?.lastModified.getTime() === copy?.lastModified.getTime() ? undefined : true;
    });
    expect(await retain()).toEqual({ expired: 0, orphans: 1 });
    expect(await storage.head(moved.s3Key)).toBeDefined();
    expect(await far.head(moved.s3Key)).toBeUndefined();
  });

  it('documents without an object become incomplete, but not while their server is down', async () => {
    const { db, storage } = suite.stack;
    const [gone, fine] = [await single(), await single()];
    const large = await chunked();
    const whole = await chunked();
    const chunk = (await listChunks(db, large.docId)).find(({ serverId }) => serverId === servers.far);
    if (!chunk) throw new Error('no chunk on the far server');
    await storage.delete(gone.s3Key);
    await servers.storageOf(chunk).delete(chunk.s3Key);
    await servers.proxy.down();
    try {
      expect(await retain()).toEqual({ expired: 0, orphans: 1 });
    } finally {
      await servers.proxy.up();
    }
    const lost = { uploadStatus: 'UPLOAD_FAILED', failureReason: expect.stringMatching(/^STORAGE_NOT_FOUND: /) };
    expect(await traces.document(gone)).toMatchObject(lost);
    expect((await traces.document(large))?.uploadStatus).toBe('UPLOAD_COMPLETE');
    const runs = await Promise.all([retain(), retain(await suite.worker())]);
    expect(runs.reduce((sum, { orphans }) => sum + orphans, 0)).toBe(1);
    expect(await traces.document(large)).toMatchObject(lost);
    const statuses = (await listChunks(db, large.docId)).map(({ status }) => status);
    expect(statuses).toEqual([0, 1, 2, 3, 4, 5].map((n) => (n === chunk.chunkNumber ? 'failed' : 'completed')));
    for (const document of [fine, whole])
      expect((await traces.document(document))?.uploadStatus).toBe('UPLOAD_COMPLETE');
  });

  it('documents without an object are found on both sides of a page of 500', async () => {
    const { db } = suite.stack;
    const about = { accountId, originalFilename: 'a.csv', contentType: 'text/csv' };
    // They come first, and are not complete.
    const ids = Array.from({ length: 499 }, (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
    await Promise.all(ids.map((docId) => beginDocument(db, { ...about, docId, s3Key: `none/${docId}` })));
    const all: Document[] = [];
    for (let n = 0; n < 5; n++) all.push(await single());
    for (const { s3Key } of all.slice(0, 2)) await suite.stack.storage.delete(s3Key);
    expect(await retain()).toEqual({ expired: 0, orphans: 2 });
    const found = await Promise.all(all.map((document) => traces.document(document)));
    expect(found.map((document) => document?.uploadStatus)).toEqual([
      ...['UPLOAD_FAILED', 'UPLOAD_FAILED'],
      ...Array(3).fill('UPLOAD_COMPLETE'),
    ]);
  });

  it('leave the used space of servers consistent with their chunks', async () => {
    const { db } = suite.stack;
    const large = await chunked();
    const right = await traces.usedSpace();
    expect(right).toBe(large.fileSizeBytes);
    await db.execute(sql`update storage_servers set available_space = 1000 where server_id = ${servers.far}`);
    const before = await getStorageServer(db, servers.far);
    await db.execute(
      sql`update storage_servers set used_space = used_space + 77, available_space = available_space - 77`,
    );
    await Promise.all([retain(), retain(await suite.worker())]);
    expect(await traces.usedSpace()).toBe(right);
    expect(await getStorageServer(db, servers.far)).toMatchObject({
      usedSpace: before?.usedSpace,
      availableSpace: before?.availableSpace,
    });
    await db.execute(sql`update storage_servers set available_space = null`);
  });
});
