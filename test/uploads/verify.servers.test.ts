import { promised } from '@sluice/core/testing';
import { withTransaction } from '@sluice/db';
import { beginVerifying, type Document, getDocumentById, listChunks, markUrlsGenerated } from '@sluice/db/documents';
import { changeServerStatus, listStorageServers, moveChunk } from '@sluice/db/storage-servers';
import { listTraces } from '@sluice/db/traces';
import { findActiveSession } from '@sluice/db/upload-sessions';
import { BlockHasher } from '@sluice/storage';
import { bytesOf } from '@sluice/storage/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeXlsx, makeZip, textRow } from '../../apps/worker/src/tabular/test/make-xlsx.ts';
import { peopleCsv, putBytes } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { sha256, startWorker, waitFor } from '../harness/index.ts';
import { TwoServers, type Upload, uploadChunked, uploadSingle } from './support/stored-upload.ts';

const suite = WorkerSuite.use();
let servers: TwoServers;
beforeAll(async () => {
  servers = await TwoServers.add(suite.stack);
});
afterEach(() => servers.proxy.set({}));
afterAll(() => servers?.close());

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const workbook = makeXlsx({ sheet: textRow(1, ['a', 'b']) + textRow(2, ['1', '2']) });
/** Counts tables, so that each one is new and no two tests share a document. */
let tables = 0;
const table = (rows = 500): Buffer => Buffer.concat([peopleCsv(rows), Buffer.from(`table ${++tables},1,x\n`)]);

const enqueue = ({ docId }: Document) =>
  suite.stack.queues.requeue('verify-document', { doc_id: docId }, { jobId: docId, accountId: null });

const verdict = ({ docId }: Document) =>
  waitFor('a verdict', async () => {
    const now = await getDocumentById(suite.stack.db, docId);
    return now?.uploadStatus === 'UPLOAD_VERIFYING' ? undefined : now;
  });

/** Lets a worker verify an upload; returns the document afterwards. */
async function verify(document: Document): Promise<Document> {
  const worker = await suite.worker();
  worker.start();
  await enqueue(document);
  return verdict(document);
}

const usedSpace = async (): Promise<number> =>
  (await listStorageServers(suite.stack.db)).reduce((sum, { usedSpace }) => sum + usedSpace, 0);

const objectsOf = async (document: Document): Promise<boolean[]> => {
  const chunks = await listChunks(suite.stack.db, document.docId);
  return Promise.all(chunks.map(async (chunk) => (await servers.storageOf(chunk).head(chunk.s3Key)) !== undefined));
};

describe('in one piece', () => {
  it('completes a document that matches its announcement, with the time', async () => {
    const began = new Date();
    const done = await verify(await uploadSingle(suite.stack, { bytes: table() }));
    expect(done).toMatchObject({ uploadStatus: 'UPLOAD_COMPLETE', failureReason: null });
    expect(done.verifiedAt && done.verifiedAt >= began && done.verifiedAt <= new Date()).toBe(true);
    const trace = { accountId: 'uploads', operation: 'verify-document', docId: done.docId, limit: 10 };
    await waitFor('its trace', async () => {
      const { items } = await listTraces(suite.stack.db, trace);
      return items[0]?.status === 'SUCCESS' ? true : undefined;
    });
  });

  it.each<[string, () => Partial<Upload> & { bytes: Buffer }, string]>([
    [
      'a shorter object',
      () => ({ bytes: table(), stored: (right) => right.subarray(1) }),
      'UPLOAD_MISMATCH: The uploaded document has ',
    ],
    [
      'other bytes',
      () => ({ bytes: table(), stored: (right) => Buffer.concat([right.subarray(1), Buffer.from('!')]) }),
      'UPLOAD_MISMATCH: The uploaded document has the SHA-256 ',
    ],
    ['no object', () => ({ bytes: table(), stored: () => undefined }), 'UPLOAD_MISSING: '],
    ['noise', () => ({ bytes: bytesOf(3_000_000, 7) }), 'FILE_NOT_A_TABLE: '],
    [
      'an image',
      () => ({ bytes: Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), bytesOf(5_000)]) }),
      'FILE_NOT_A_TABLE: This looks like a PNG image',
    ],
    [
      'an old workbook',
      () => ({
        bytes: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), bytesOf(5_000)]),
        contentType: 'application/vnd.ms-excel',
      }),
      'FILE_NOT_A_TABLE: This looks like an old Excel workbook',
    ],
    [
      'a zip with two tables',
      () => ({ bytes: makeZip(['a.csv', 'b.csv'].map((name) => ({ name, data: 'a,b\n' }))) }),
      'FILE_NOT_A_TABLE: The zip archive has 2 tables: "a.csv", "b.csv"',
    ],
    ['half a workbook', () => ({ bytes: workbook.subarray(0, 600) }), 'FILE_CORRUPT: '],
    ['text as a workbook', () => ({ bytes: table(), contentType: XLSX }), 'UPLOAD_MISMATCH: The file was announced as'],
    [
      'a workbook announced as text',
      () => ({ bytes: makeXlsx({ sheet: textRow(1, ['x']) }), contentType: 'text/csv' }),
      'UPLOAD_MISMATCH: The file was announced as text/csv, but it is a workbook',
    ],
    ['blank lines only', () => ({ bytes: Buffer.from('\n\n\n') }), 'FILE_EMPTY: '],
  ])('refuses %s with a reason, and keeps no object', async (_, upload, reason) => {
    const document = await uploadSingle(suite.stack, upload());
    const done = await verify(document);
    expect(done.failureReason?.slice(0, reason.length)).toBe(reason);
    expect(done.uploadStatus).toBe('UPLOAD_FAILED');
    await waitFor('the end of the job', () => ended(document));
    expect(await suite.stack.storage.head(document.s3Key)).toBeUndefined();
  });

  it.each<[string, Buffer, string]>([
    ['a workbook announced as one', makeXlsx({ sheet: textRow(1, ['p', 'q']) }), XLSX],
    ['a workbook as anything', makeXlsx({ sheet: textRow(1, ['r', 's']) }), 'application/octet-stream'],
    ['a workbook as Excel', makeXlsx({ sheet: textRow(1, ['t', 'u']) }), 'application/vnd.ms-excel'],
    ['text as Excel, as Windows says of .csv', Buffer.from('a,b\n1,2\n'), 'application/vnd.ms-excel'],
    ['two bytes', Buffer.from('a\n'), 'text/csv'],
  ])('accepts %s', async (_, bytes, contentType) => {
    expect(await verify(await uploadSingle(suite.stack, { bytes, contentType }))).toMatchObject({
      uploadStatus: 'UPLOAD_COMPLETE',
    });
  });

  it('enforces the limits of workbooks', async () => {
    const bytes = makeXlsx({ sheet: textRow(1, ['v', 'w']) });
    const document = await uploadSingle(suite.stack, { bytes });
    const worker = await suite.worker();
    Object.assign(worker.deps, {
      limits: { ...worker.deps.limits, xlsx: { ...worker.deps.limits.xlsx, maxPackedBytes: 100 } },
    });
    worker.start();
    await enqueue(document);
    expect((await verdict(document)).failureReason).toBe(
      `XLSX_TOO_LARGE: The workbook has ${bytes.length.toLocaleString('en')} bytes; the limit is 100.`,
    );
  });
});

const ended = async ({ docId }: Document): Promise<true | undefined> => {
  const state = await suite.stack.queues.queue('documents').getJobState(docId);
  return state === 'completed' || state === 'failed' ? true : undefined;
};

describe('in chunks', () => {
  it.each([true, false])('records the hash of every chunk and block (announced: %s)', async (announced) => {
    const bytes = Buffer.concat([table(150_000), table(150_000)]);
    const document = await uploadChunked(suite.stack, servers, { bytes, announced });
    expect(await verify(document)).toMatchObject({ uploadStatus: 'UPLOAD_COMPLETE', docHash256: sha256(bytes) });
    let offset = 0;
    for (const chunk of await listChunks(suite.stack.db, document.docId)) {
      const hasher = new BlockHasher();
      hasher.update(bytes.subarray(offset, offset + chunk.chunkSize));
      offset += chunk.chunkSize;
      const { sha256: chunkHash, blockHashes } = hasher.finish();
      expect(chunk).toMatchObject({ status: 'completed', chunkHash });
      expect(chunk.blockHashes?.equals(blockHashes)).toBe(true);
      expect(chunk.blockHashes?.length).toBeGreaterThan(32);
      expect(chunk.verifiedAt).not.toBeNull();
    }
    expect(offset).toBe(bytes.length);
    expect(await findActiveSession(suite.stack.db, document.docId)).toBeUndefined();
  });

  it('only requests wrong or missing chunks, and completes once they arrive', async () => {
    const bytes = table(20_000);
    const document = await uploadChunked(suite.stack, servers, {
      bytes,
      announced: true,
      stored: (right, n) => (n === 1 ? Buffer.from(right).reverse() : n === 4 ? undefined : right),
    });
    const booked = await usedSpace();
    const failed = await verify(document);
    expect(failed.uploadStatus).toBe('UPLOAD_FAILED');
    expect(failed.failureReason).toMatch(/^UPLOAD_MISMATCH: Chunk 1 has the SHA-256 .+\. Chunk 4 is missing\.$/);
    const chunks = await listChunks(suite.stack.db, document.docId);
    expect(chunks.map(({ status }) => status)).toEqual([
      'completed',
      'failed',
      'completed',
      'completed',
      'failed',
      'completed',
    ]);
    await waitFor('the end of the job', () => ended(document));
    expect(await objectsOf(document)).toEqual([true, false, true, true, false, true]);
    expect(await usedSpace()).toBe(booked);
    expect(await findActiveSession(suite.stack.db, document.docId)).toBeUndefined();

    let offset = 0;
    for (const chunk of chunks) {
      const right = bytes.subarray(offset, offset + chunk.chunkSize);
      offset += chunk.chunkSize;
      if (chunk.status === 'failed') await putBytes(servers.storageOf(chunk), chunk.s3Key, right);
    }
    const now = new Date();
    await markUrlsGenerated(suite.stack.db, { ...failed, generatedAt: now, expiresAt: now });
    await beginVerifying(suite.stack.db, document);
    await enqueue(document);
    expect((await verdict(document)).uploadStatus).toBe('UPLOAD_COMPLETE');
    expect((await listChunks(suite.stack.db, document.docId)).every(({ status }) => status === 'completed')).toBe(true);
  });

  it.each<[string, Partial<Upload>]>([
    ['the wrong chunk is unknown', { stored: (right, n) => (n === 2 ? Buffer.from(right).reverse() : right) }],
    [
      'every chunk matches its hash, but the whole does not',
      { announced: true, sha256: sha256(Buffer.from('something else')) },
    ],
  ])('discards everything when %s', async (_, upload) => {
    const booked = await usedSpace();
    const document = await uploadChunked(suite.stack, servers, { bytes: table(10_000), ...upload });
    const chunks = await listChunks(suite.stack.db, document.docId);
    expect(await usedSpace()).toBe(booked + (document.fileSizeBytes ?? 0));
    const failed = await verify(document);
    expect(failed.uploadStatus).toBe('UPLOAD_FAILED');
    expect(failed.failureReason).toMatch(/^UPLOAD_MISMATCH: The uploaded document has the SHA-256/);
    await waitFor('the end of the job', () => ended(document));
    expect(await listChunks(suite.stack.db, document.docId)).toEqual([]);
    for (const chunk of chunks) expect(await servers.storageOf(chunk).head(chunk.s3Key)).toBeUndefined();
    expect(await usedSpace()).toBe(booked);
  });

  it('checks the content of a workbook in several chunks', async () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => textRow(at + 1, [`r${at * 2654435761}`, `${at}`]));
    const bytes = makeXlsx({ sheet: rows.join('') });
    const document = await uploadChunked(suite.stack, servers, { bytes, contentType: XLSX });
    expect((await verify(document)).uploadStatus).toBe('UPLOAD_COMPLETE');
  });

  it('gives up on a server that stays down, and loses nothing', async () => {
    const document = await uploadChunked(suite.stack, servers, { bytes: table(5_000), announced: true });
    servers.proxy.set({ refuse: true });
    const worker = await suite.worker();
    worker.start();
    await suite.stack.queues
      .queue('documents')
      .add('verify-document', { doc_id: document.docId }, { attempts: 1, jobId: document.docId });
    const failed = await verdict(document);
    expect(failed.failureReason).toMatch(/^STORAGE_UNAVAILABLE: Storage server far: /);
    servers.proxy.set({});
    expect(await objectsOf(document)).toEqual(Array(6).fill(true));
    expect((await listChunks(suite.stack.db, document.docId)).length).toBe(6);
  });

  it('has one result when two workers verify it at once', async () => {
    const document = await uploadChunked(suite.stack, servers, { bytes: table(5_000), announced: true });
    const worker = await suite.worker();
    const queue = suite.stack.queues.queue('documents');
    await queue.add('verify-document', { doc_id: document.docId }, { jobId: `${document.docId}-again` });
    await enqueue(document);
    worker.start();
    expect((await verdict(document)).uploadStatus).toBe('UPLOAD_COMPLETE');
    await waitFor('the end of both', async () => {
      const states = await Promise.all([document.docId, `${document.docId}-again`].map((id) => queue.getJobState(id)));
      return states.every((state) => state === 'completed') ? true : undefined;
    });
  });

  it('follows a chunk that moves while it is read', async () => {
    const { db } = suite.stack;
    const bytes = table(80_000);
    const document = await uploadChunked(suite.stack, servers, { bytes });
    const worker = await suite.worker({ env: { S3_REQUEST_TIMEOUT_MS: '1000' } });
    servers.proxy.set({ stallDownAfter: 100_000, times: 1 });
    worker.start();
    await enqueue(document);
    await servers.proxy.struck(1);
    const [before, chunk] = await listChunks(db, document.docId);
    if (!before || !chunk) throw new Error('no chunk');
    const { body } = await servers.storageOf(chunk).getStream(chunk.s3Key);
    const to = { serverId: servers.own, s3Key: `${chunk.s3Key}-moved` };
    await putBytes(servers.storageOf(to), to.s3Key, Buffer.concat(await body.toArray()));
    await changeServerStatus(db, servers.far, 'drain');
    const { docId, chunkNumber } = chunk;
    expect(await withTransaction(db, (tx) => moveChunk(tx, { docId, chunkNumber, from: chunk, to }))).toBe('moved');
    await servers.storageOf(chunk).delete(chunk.s3Key);
    await changeServerStatus(db, servers.far, 'activate');
    expect(await verdict(document)).toMatchObject({ uploadStatus: 'UPLOAD_COMPLETE', failureReason: null });
    const moved = (await listChunks(db, docId))[1];
    const right = bytes.subarray(before.chunkSize, before.chunkSize + chunk.chunkSize);
    expect(moved).toMatchObject({ ...to, chunkHash: sha256(right) });
    expect(moved?.blockHashes).not.toBeNull();
  });

  it('is enqueued again when its job is missing', async () => {
    const document = await uploadChunked(suite.stack, servers, { bytes: table(1_000) });
    const worker = await suite.worker({ env: { ORPHAN_QUIET_SECONDS: '1' } });
    worker.start();
    let sweeps = 0;
    await waitFor('its completion', async () => {
      await suite.stack.queues.requeue('requeue-orphans', {}, { jobId: `sweep-${sweeps++}`, accountId: null });
      const now = await getDocumentById(suite.stack.db, document.docId);
      return now?.uploadStatus === 'UPLOAD_COMPLETE' ? true : undefined;
    });
  });
});

describe('a worker process during verification', () => {
  /** Only for a worker that is killed: on a busy machine, a living one could lose such a short lock. */
  const QUICK = { WORKER_LOCK_MS: '1000', WORKER_STALLED_CHECK_MS: '500' };

  it('is killed, and another one finishes', async () => {
    const document = await uploadChunked(suite.stack, servers, { bytes: table(80_000) });
    servers.proxy.set({ stallDownAfter: 100_000, times: 1 });
    const first = await startWorker({ ...suite.stack.env, ...QUICK });
    await enqueue(document);
    await servers.proxy.struck(1);
    first.kill('SIGKILL');
    await first.exited;
    expect((await getDocumentById(suite.stack.db, document.docId))?.uploadStatus).toBe('UPLOAD_VERIFYING');
    servers.proxy.set({});
    const second = await startWorker({ ...suite.stack.env, WORKER_STALLED_CHECK_MS: QUICK.WORKER_STALLED_CHECK_MS });
    expect((await verdict(document)).uploadStatus).toBe('UPLOAD_COMPLETE');
    expect(await second.stop()).toBe(0);
  });

  it('stops promptly on SIGTERM and returns the job', async () => {
    const document = await uploadChunked(suite.stack, servers, { bytes: table(80_000) });
    servers.proxy.set({ stallDownAfter: 100_000 });
    const worker = await startWorker(suite.stack.env);
    await enqueue(document);
    await servers.proxy.struck(1);
    const inTime = promised(5_000);
    expect(await worker.stop()).toBe(0);
    inTime();
    servers.proxy.set({});
    expect(await suite.stack.queues.queue('documents').getJobState(document.docId)).toBe('waiting');
    expect((await verify(document)).uploadStatus).toBe('UPLOAD_COMPLETE');
  });
});
