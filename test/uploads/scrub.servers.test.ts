import { newId } from '@sluice/core';
import { type Document, getDocumentById, listChunks, loseChunk } from '@sluice/db/documents';
import { listErrors } from '@sluice/db/traces';
import { testLogger } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ScrubOptions, scrub } from '../../apps/worker/src/documents/scrub.ts';
import { verifyDocument } from '../../apps/worker/src/documents/verify-document.ts';
import { peopleCsv, putBytes } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import type { InProcessWorker } from '../harness/in-process/worker.ts';
import { waitFor } from '../harness/index.ts';
import { TwoServers, uploadChunked, uploadSingle } from './support/stored-upload.ts';

const suite = WorkerSuite.use();
let servers: TwoServers;
let worker: InProcessWorker;
beforeAll(async () => {
  servers = await TwoServers.add(suite.stack);
});
afterAll(() => servers?.close());
beforeEach(async () => {
  servers.proxy.set({});
  await suite.stack.db.execute(sql`delete from documents`);
  worker = await suite.worker({ env: { SCRUB_DAYS: '30', SCRUB_BYTES_PER_RUN: '1000000' } });
});

let tables = 0;
const table = (rows = 200): Buffer => Buffer.concat([peopleCsv(rows), Buffer.from(`table ${++tables},1,x\n`)]);

/** A verified document whose bytes have not been read for `days`. */
async function stored(storage: 'single' | 'chunked', days: number, accountId = 'scrubbed'): Promise<Document> {
  const upload = { bytes: table(), accountId };
  const document =
    storage === 'single' ? await uploadSingle(suite.stack, upload) : await uploadChunked(suite.stack, servers, upload);
  await verifyDocument(worker.deps, { document, signal: new AbortController().signal, logger: testLogger });
  await age(document, days);
  return document;
}

async function age({ docId }: Document, days: number): Promise<void> {
  const { db } = suite.stack;
  await db.execute(sql`update documents set verified_at = now(3) - interval ${days} day where doc_id = ${docId}`);
  await db.execute(sql`update document_chunks set verified_at = now(3) - interval ${days} day where doc_id = ${docId}`);
}

const run = (more: Partial<ScrubOptions> = {}) =>
  scrub(worker.deps, {
    ...{ days: 30, maxBytes: 1e9, logger: testLogger, signal: new AbortController().signal },
    ...more,
  });

const statusOf = async ({ docId }: Document) => (await getDocumentById(suite.stack.db, docId))?.uploadStatus;
const firstChunk = async ({ docId }: Document) => {
  const [chunk] = await listChunks(suite.stack.db, docId);
  return { docId, chunkNumber: 0, serverId: chunk?.serverId ?? '', s3Key: chunk?.s3Key ?? '' };
};
const statusesOf = async ({ docId }: Document) => (await listChunks(suite.stack.db, docId)).map(({ status }) => status);

describe('an intact document', () => {
  it('is read once it is due, and then not again', async () => {
    const old = [await stored('single', 31), await stored('chunked', 40)];
    const recent = [await stored('single', 29), await stored('chunked', 1)];
    const began = new Date();
    const bytes = old.reduce((sum, { fileSizeBytes }) => sum + (fileSizeBytes ?? 0), 0);
    expect(await run()).toEqual({ read: 7, damaged: 0, skipped: 0, bytes });
    expect(await run()).toEqual({ read: 0, damaged: 0, skipped: 0, bytes: 0 });
    for (const document of [...old, ...recent]) expect(await statusOf(document)).toBe('UPLOAD_COMPLETE');
    for (const document of old) {
      const now = await getDocumentById(suite.stack.db, document.docId);
      expect(now?.verifiedAt && now.verifiedAt >= began).toBe(true);
    }
  });

  it('is read oldest first, up to the limit of a run', async () => {
    const middle = await stored('chunked', 50);
    const oldest = await stored('single', 60);
    const youngest = await stored('single', 40);
    const half = (oldest.fileSizeBytes ?? 0) + Math.ceil((middle.fileSizeBytes ?? 0) / 2);
    const began = new Date();
    expect(await run({ maxBytes: half })).toMatchObject({ read: 4, damaged: 0 });
    const chunks = await listChunks(suite.stack.db, middle.docId);
    const read = chunks.map(({ verifiedAt }) => verifiedAt !== null && verifiedAt >= began);
    expect(read).toEqual([true, true, true, false, false, false]);
    expect(await run({ maxBytes: 1 })).toMatchObject({ read: 1 });
    expect(await run()).toMatchObject({ read: 3 });
    expect(await statusOf(youngest)).toBe('UPLOAD_COMPLETE');
  });

  it('stored through the API long ago is read', async () => {
    const document = await stored('single', 0);
    await suite.stack.db.execute(
      sql`update documents set verified_at = null, created_at = now(3) - interval 31 day where doc_id = ${document.docId}`,
    );
    expect(await run()).toMatchObject({ read: 1, damaged: 0 });
    expect(await run()).toMatchObject({ read: 0 });
  });

  it('stays intact when a bit flips in transit', async () => {
    const document = await stored('chunked', 40);
    servers.proxy.set({ flipDownAt: 1_000, times: 1 });
    expect(await run()).toMatchObject({ read: 6, damaged: 0 });
    await servers.proxy.struck(1);
    expect(await statusOf(document)).toBe('UPLOAD_COMPLETE');
  });
});

describe('a damaged document', () => {
  it('with a wrong chunk is marked and logged once', async () => {
    const document = await stored('chunked', 40, 'owner');
    const other = await stored('chunked', 40, 'owner');
    const chunk = (await listChunks(suite.stack.db, document.docId))[3];
    if (!chunk) throw new Error('no chunk');
    const bytes = Buffer.alloc(chunk.chunkSize, 'x');
    await putBytes(servers.storageOf(chunk), chunk.s3Key, bytes);
    const both = await Promise.all([run(), run()]);
    expect(both.reduce((sum, { damaged }) => sum + damaged, 0)).toBe(1);
    expect(await statusesOf(document)).toEqual([
      ...Array(3).fill('completed'),
      'failed',
      ...Array(2).fill('completed'),
    ]);
    const now = await getDocumentById(suite.stack.db, document.docId);
    expect(now?.uploadStatus).toBe('UPLOAD_FAILED');
    expect(now?.failureReason).toMatch(
      /^DOCUMENT_DAMAGED: Chunk 3 on storage server far has the SHA-256 .+ instead of /,
    );
    expect(await statusOf(other)).toBe('UPLOAD_COMPLETE');
    const { items } = await listErrors(suite.stack.db, { accountId: 'owner', limit: 10 });
    expect(items).toMatchObject([
      {
        operation: 'scrub-documents',
        errorCode: 'DOCUMENT_DAMAGED',
        contextData: { doc_id: document.docId, chunk: 3, server: 'far' },
      },
    ]);
    expect(await run()).toMatchObject({ damaged: 0 });
  });

  it.each<[string, (right: number) => Buffer | undefined, RegExp]>([
    ['gone', () => undefined, /is missing/],
    ['cut short', (right) => Buffer.alloc(right - 1), /has [\d,]+ bytes instead of [\d,]+\./],
    ['overwritten', (right) => Buffer.alloc(right), /has the SHA-256/],
  ])('in one piece that is %s is marked', async (_, now, reason) => {
    const document = await stored('single', 40);
    const bytes = now(document.fileSizeBytes ?? 0);
    if (bytes) await putBytes(suite.stack.storage, document.s3Key, bytes);
    else await suite.stack.storage.delete(document.s3Key);
    expect(await run()).toMatchObject({ read: 1, damaged: 1 });
    const found = await getDocumentById(suite.stack.db, document.docId);
    expect(found).toMatchObject({ uploadStatus: 'UPLOAD_FAILED' });
    expect(found?.failureReason).toMatch(reason);
  });

  it('is not assumed on an unreachable server, while the others are read', async () => {
    const document = await stored('chunked', 40);
    const single = await stored('single', 35);
    await servers.proxy.down();
    const outcome = await run().finally(() => servers.proxy.up());
    expect(outcome).toMatchObject({ read: 4, damaged: 0, skipped: 3 });
    expect(await statusOf(document)).toBe('UPLOAD_COMPLETE');
    expect(await statusOf(single)).toBe('UPLOAD_COMPLETE');
    expect(await run()).toMatchObject({ read: 3, damaged: 0, skipped: 0 });
  });

  it('of a chunk is not marked once an upload has taken its key to another server', async () => {
    const document = await stored('chunked', 40);
    const read = { ...(await firstChunk(document)), reason: 'STORAGE_NOT_FOUND: gone' };
    expect(await loseChunk(suite.stack.db, { ...read, serverId: newId() })).toBe(false);
    expect(await statusOf(document)).toBe('UPLOAD_COMPLETE');
    expect(await loseChunk(suite.stack.db, read)).toBe(true);
    expect(await statusOf(document)).toBe('UPLOAD_FAILED');
  });

  it('that is already marked is not read', async () => {
    const document = await stored('chunked', 40);
    await loseChunk(suite.stack.db, { ...(await firstChunk(document)), reason: 'DOCUMENT_DAMAGED: it is' });
    expect(await run()).toMatchObject({ read: 0 });
  });
});

it('runs as a job within its byte limit', async () => {
  const document = await stored('single', 40);
  const gone = await stored('single', 39);
  await suite.stack.storage.delete(gone.s3Key);
  worker.start();
  const queue = suite.stack.queues.queue('documents');
  await suite.stack.queues.enqueue('scrub-documents', {}, { jobId: 'a-scrub', accountId: null });
  const job = await waitFor('its end', async () => {
    const found = await queue.getJob('a-scrub');
    return (await found?.isCompleted()) ? queue.getJob('a-scrub') : undefined;
  });
  expect(job.returnvalue).toEqual({ read: 2, damaged: 1 });
  expect([await statusOf(document), await statusOf(gone)]).toEqual(['UPLOAD_COMPLETE', 'UPLOAD_FAILED']);
});

it('stops when the worker shuts down', async () => {
  await stored('chunked', 40);
  servers.proxy.set({ stallDownAfter: 10 });
  const stop = new AbortController();
  const running = run({ signal: stop.signal });
  await servers.proxy.struck(1);
  stop.abort(new Error('stopping'));
  await expect(running).rejects.toThrow('stopping');
});
