import { newId } from '@sluice/core';
import { beginDocument, changeDocumentStatus, type Document, listChunks, recordChunkBytes } from '@sluice/db/documents';
import { findActiveSession, type UploadSession } from '@sluice/db/upload-sessions';
import { documentKey } from '@sluice/storage';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putBytes } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import type { InProcessWorker } from '../harness/in-process/worker.ts';
import { waitFor } from '../harness/index.ts';
import { runNow, Traces, table } from './support/housekeeping.ts';
import { TwoServers, type Upload, uploadChunked, uploadSingle } from './support/stored-upload.ts';

const suite = WorkerSuite.use();
let servers: TwoServers;
let traces: Traces;
beforeAll(async () => {
  servers = await TwoServers.add(suite.stack);
  traces = new Traces(suite.stack, servers);
});
afterAll(() => servers?.close());

/** A worker whose upload sessions expire after a second. */
let hasty: InProcessWorker;
/** A worker with the default session length. */
let patient: InProcessWorker;
beforeEach(async () => {
  hasty = await suite.worker({ env: { UPLOAD_SESSION_SECONDS: '1' } });
  patient = await suite.worker();
  await suite.stack.db.execute(sql`delete from documents`);
  await suite.stack.db.execute(sql`update storage_servers set used_space = 0`);
});

const NOTHING = { expired: 0, prolonged: 0, verifying: 0, deleted: 0, skipped: 0 };
const sweep = (worker: InProcessWorker) => runNow(worker, 'expire-sessions');

const unfinished = (stored?: Upload['stored']): Promise<Document> =>
  uploadChunked(suite.stack, servers, { bytes: table(), unfinished: true, ...(stored && { stored }) });
/** An upload of which chunks 0 to 2 have arrived. */
const half = () => unfinished((right, chunkNumber) => (chunkNumber < 3 ? right : undefined));

const sessionOf = async ({ docId }: Document): Promise<UploadSession> => {
  const session = await findActiveSession(suite.stack.db, docId);
  if (!session) throw new Error('no active session');
  return session;
};
const sessionStatus = async ({ docId }: Document): Promise<string[]> => {
  const [rows] = await suite.stack.db.execute(sql`select status from upload_sessions where doc_id = ${docId}`);
  return (rows as unknown as { status: string }[]).map(({ status }) => status);
};
const waitingJob = async ({ docId }: Document) =>
  (await suite.stack.queues.queue('documents').getJob(docId))?.getState();

describe('a session', () => {
  it('with time left is not touched', async () => {
    const document = await half();
    expect(await sweep(hasty)).toEqual(NOTHING);
    expect(await traces.document(document)).toEqual(document);
  });

  it('past its time continues while bytes arrive', async () => {
    const document = await half();
    const chunks = await traces.chunks(document);
    await traces.expireSession(document);
    expect(await sweep(patient)).toEqual({ ...NOTHING, prolonged: 1 });
    const { expiresAt } = await sessionOf(document);
    // The storage has its own clock, with a resolution of a second.
    expect(Math.abs(expiresAt.getTime() - Date.now() - 3_600_000)).toBeLessThan(120_000);
    expect(await traces.present(chunks)).toBe(3);
    expect(await sweep(patient)).toEqual(NOTHING);
  });

  it('is not prolonged beyond the life of its upload, although bytes arrive', async () => {
    const lifeSeconds = patient.deps.env.UPLOAD_LIFE_SECONDS;
    const [over, earlier, ending] = [await half(), await half(), await half()];
    const chunks = await traces.chunks(over);
    await traces.announced(over, lifeSeconds + 1);
    await traces.announced(earlier, lifeSeconds + 1, { byEarlierVersion: true });
    await traces.announced(ending, lifeSeconds - 600);
    for (const document of [over, earlier, ending]) await traces.expireSession(document);
    expect(await sweep(patient)).toEqual({ ...NOTHING, expired: 2, prolonged: 1, deleted: 12 });
    for (const document of [over, earlier]) {
      expect(await sessionStatus(document)).toEqual(['expired']);
      expect(await traces.document(document)).toMatchObject({
        uploadStatus: 'UPLOAD_FAILED',
        failureReason: expect.stringMatching(/^UPLOAD_EXPIRED: /),
      });
    }
    expect(await traces.present(chunks)).toBe(0);
    const announcedAt = (await traces.document(ending))?.announcedAt ?? new Date(Number.NaN);
    expect((await sessionOf(ending)).expiresAt).toEqual(new Date(announcedAt.getTime() + lifeSeconds * 1_000));
  });

  it('without new bytes ends, and its rows, objects and space are freed', async () => {
    const running = await unfinished((right, chunkNumber) => (chunkNumber < 2 ? right : undefined));
    const idle = await half();
    const chunks = await traces.chunks(idle);
    const free = (await traces.usedSpace()) - (idle.fileSizeBytes ?? 0);
    await traces.expireSession(idle);
    const ended = await waitFor('the end of the session', async () => {
      const counts = await sweep(hasty);
      return counts.expired > 0 ? counts : undefined;
    });
    expect(ended).toEqual({ ...NOTHING, expired: 1, deleted: 6 });
    expect(await traces.document(idle)).toMatchObject({
      uploadStatus: 'UPLOAD_FAILED',
      failureReason: expect.stringMatching(/^UPLOAD_EXPIRED: /),
    });
    expect(await sessionStatus(idle)).toEqual(['expired']);
    expect(await traces.chunks(idle)).toEqual([]);
    expect(await traces.present(chunks)).toBe(0);
    expect(await traces.usedSpace()).toBe(free);
    // The other, running upload has lost nothing.
    expect(await traces.document(running)).toEqual(running);
    expect(await traces.present(await traces.chunks(running))).toBe(2);
  });

  it('whose client died before completing it is verified', async () => {
    const document = await unfinished();
    await traces.expireSession(document, 86_400);
    expect(await sweep(hasty)).toEqual({ ...NOTHING, verifying: 1 });
    expect((await traces.document(document))?.uploadStatus).toBe('UPLOAD_VERIFYING');
    expect(await waitingJob(document)).toBe('prioritized');
    hasty.start();
    const done = await waitFor('the verdict', async () => {
      const now = await traces.document(document);
      return now?.uploadStatus === 'UPLOAD_VERIFYING' ? undefined : now;
    });
    expect(done).toMatchObject({ uploadStatus: 'UPLOAD_COMPLETE', failureReason: null });
    expect(await sessionStatus(document)).toEqual(['completed']);
  });

  it('is not ended while it is being verified', async () => {
    const document = await uploadChunked(suite.stack, servers, { bytes: table() });
    await traces.expireSession(document, 86_400);
    expect(await sweep(hasty)).toEqual(NOTHING);
    expect(await traces.document(document)).toEqual(document);
    expect(await sessionStatus(document)).toEqual(['active']);
  });

  it('that repairs a document keeps its verified chunks', async () => {
    const document = await half();
    const chunks = await listChunks(suite.stack.db, document.docId);
    await changeDocumentStatus(suite.stack.db, document.docId, 'verify');
    for (const chunk of chunks.slice(0, 2)) {
      await recordChunkBytes(suite.stack.db, { ...chunk, chunkHash: 'a'.repeat(64), blockHashes: Buffer.alloc(32) });
    }
    await suite.stack.db.execute(
      sql`update documents set upload_status = 'UPLOAD_URL_GENERATED' where doc_id = ${document.docId}`,
    );
    await traces.expireSession(document);
    await waitFor('the end of the session', async () => ((await sweep(hasty)).expired > 0 ? true : undefined));
    expect((await traces.chunks(document)).map(({ chunkNumber }) => chunkNumber)).toEqual([0, 1]);
    expect(await traces.present(chunks)).toBe(2);
    const kept = chunks.slice(0, 2).reduce((sum, { chunkSize }) => sum + chunkSize, 0);
    expect(await traces.usedSpace()).toBe(kept);
  });

  it('with an unreachable server waits until it can be checked', async () => {
    const document = await half();
    const chunks = await traces.chunks(document);
    await traces.expireSession(document, 86_400);
    await servers.proxy.down();
    try {
      expect(await sweep(hasty)).toEqual({ ...NOTHING, skipped: 1 });
    } finally {
      await servers.proxy.up();
    }
    expect(await traces.document(document)).toEqual(document);
    expect(await traces.present(chunks)).toBe(3);
    await waitFor('the end of the session', async () => ((await sweep(hasty)).expired > 0 ? true : undefined));
    expect(await traces.present(chunks)).toBe(0);
  });

  it('is ended once by concurrent sweeps', async () => {
    const documents = await Promise.all(Array.from({ length: 8 }, () => unfinished(() => undefined)));
    for (const document of documents) await traces.expireSession(document);
    const other = await suite.worker();
    const runs = await Promise.all([sweep(hasty), sweep(patient), sweep(other)]);
    expect(runs.reduce((sum, { expired }) => sum + expired, 0)).toBe(8);
    for (const document of documents) expect(await sessionStatus(document)).toEqual(['expired']);
    expect(await traces.usedSpace()).toBe(0);
  });
});

describe('an upload in one piece', () => {
  const single = (stored?: Upload['stored']) =>
    uploadSingle(suite.stack, { bytes: table(), unfinished: true, ...(stored && { stored }) });

  it('is verified or failed an hour after its URL has expired', async () => {
    const sent = await single();
    const never = await single(() => undefined);
    const wrong = await single((right) => right.subarray(1));
    const late = await single();
    for (const document of [sent, never, wrong]) await traces.expireUrl(document, 3_700);
    await traces.expireUrl(late, 3_500);
    expect(await sweep(patient)).toEqual({ ...NOTHING, verifying: 1, expired: 2 });
    expect((await traces.document(sent))?.uploadStatus).toBe('UPLOAD_VERIFYING');
    expect(await waitingJob(sent)).toBe('prioritized');
    for (const document of [never, wrong]) {
      expect(await traces.document(document)).toMatchObject({
        uploadStatus: 'UPLOAD_FAILED',
        failureReason: expect.stringMatching(/^UPLOAD_EXPIRED: /),
      });
      expect(await suite.stack.storage.head(document.s3Key)).toBeUndefined();
    }
    expect((await traces.document(late))?.uploadStatus).toBe('UPLOAD_URL_GENERATED');
    expect(await sweep(patient)).toEqual(NOTHING);
  });

  it('without a URL or with a broken stream fails after a day', async () => {
    const begin = async () => {
      const docId = newId();
      const s3Key = documentKey(suite.stack.storage.env, 'uploads', docId);
      const row = { docId, accountId: 'uploads', originalFilename: 'a.csv', contentType: 'text/csv', s3Key };
      await beginDocument(suite.stack.db, row);
      await putBytes(suite.stack.storage, s3Key, table());
      return row;
    };
    const dead = await begin();
    const young = await begin();
    await traces.age(dead, 25);
    expect(await sweep(patient)).toEqual({ ...NOTHING, expired: 1 });
    expect((await traces.document(dead))?.uploadStatus).toBe('UPLOAD_FAILED');
    expect(await suite.stack.storage.head(dead.s3Key)).toBeUndefined();
    expect((await traces.document(young))?.uploadStatus).toBe('UPLOAD_PENDING');
    expect(await suite.stack.storage.head(young.s3Key)).toBeDefined();
  });
});
