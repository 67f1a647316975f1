import { type Document, getDocumentById, listChunks, type StoredChunk } from '@sluice/db/documents';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { putBytes } from '../harness/documents.ts';
import { useSuite, waitFor } from '../harness/index.ts';
import { TwoServers, uploadChunked, uploadSingle } from './support/stored-upload.ts';

const suite = useSuite();
let servers: TwoServers;
beforeAll(async () => {
  servers = await TwoServers.add(suite.stack);
});
afterAll(() => servers?.close());

/** Storage errors surface quickly. */
const QUICK = { S3_MAX_ATTEMPTS: '2', S3_RETRY_BASE_MS: '10', S3_RETRY_CAP_MS: '50' };
const ROWS = 40_000;

/** About 4 MB, so that a chunk has a block boundary in it or near it. */
const assets = (name: string): Buffer =>
  Buffer.from(
    `identifier,name,type,description\n${Array.from(
      { length: ROWS },
      (_, at) => `${name}-${String(at).padStart(8, '0')},${name} ${at},device,"${'d'.repeat(60)}, no ${at}"\n`,
    ).join('')}`,
  );

/** Verifies a document and waits until it is complete. */
async function complete(document: Document): Promise<Document> {
  await suite.stack.queues.requeue(
    'verify-document',
    { doc_id: document.docId },
    { jobId: document.docId, accountId: null },
  );
  return waitFor('its completion', async () => {
    const now = await getDocumentById(suite.stack.db, document.docId);
    return now?.uploadStatus === 'UPLOAD_VERIFYING' ? undefined : now;
  });
}

async function chunked(accountId: string, bytes: Buffer): Promise<Document> {
  const document = await complete(await uploadChunked(suite.stack, servers, { bytes, accountId }));
  expect(document).toMatchObject({ uploadStatus: 'UPLOAD_COMPLETE', failureReason: null });
  return document;
}

async function chunkOf({ docId }: Document, number: number): Promise<StoredChunk> {
  const chunk = (await listChunks(suite.stack.db, docId))[number];
  if (!chunk) throw new Error(`no chunk ${number}`);
  return chunk;
}

/** Changes one digit of the last row in a chunk, so that the file is still a valid table. */
async function corrupt(document: Document, number: number): Promise<void> {
  const chunk = await chunkOf(document, number);
  const storage = servers.storageOf(chunk);
  const { body } = await storage.getStream(chunk.s3Key);
  const bytes = Buffer.concat(await body.toArray());
  const at = bytes.lastIndexOf(', no ') + 5;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await putBytes(storage, chunk.s3Key, bytes);
}

async function expectLost({ docId }: Document, number: number): Promise<void> {
  const now = await getDocumentById(suite.stack.db, docId);
  expect(now?.uploadStatus).toBe('UPLOAD_FAILED');
  expect(now?.failureReason).toMatch(new RegExp(`^DOCUMENT_DAMAGED: Chunk ${number} of 6 on storage server`));
  const statuses = (await listChunks(suite.stack.db, docId)).map(({ status }) => status);
  expect(statuses).toEqual(Array.from({ length: 6 }, (_, n) => (n === number ? 'failed' : 'completed')));
}

async function rowsOf(account: string): Promise<number> {
  const [[found]] = (await suite.stack.db.execute(
    sql`select count(*) as n from assets where account_id = ${account}`,
  )) as unknown as [{ n: number }[]];
  return found?.n ?? -1;
}

it('imports a chunked document', async () => {
  await suite.serving(QUICK);
  const client = await suite.api.client('reader');
  const document = await chunked('reader', assets('good'));
  const { job_id: id } = await client.imports.postDocument(document.docId);
  expect(await client.imports.wait(id)).toMatchObject({
    ...{ status: 'completed', total_rows: ROWS, successful_rows: ROWS, failed_rows: 0, error_code: null },
  });
  expect(await rowsOf('reader')).toBe(ROWS);
});

it('previews and analyzes a chunked document', async () => {
  await suite.serving(QUICK);
  const client = await suite.api.client('both');
  const bytes = assets('same');
  const pieces = await chunked('both', bytes);
  const whole = await complete(await uploadSingle(suite.stack, { bytes, accountId: 'both-2' }));
  const other = await suite.api.client('both-2');

  const previews = await Promise.all(
    (
      [
        [client, pieces],
        [other, whole],
      ] as const
    ).map(async ([by, { docId }]) => {
      const request = { params: { path: { importer: 'assets' } }, body: { doc_id: docId } } as const;
      const preview = (await by.POST('/api/v1/{importer}/bulk/preview', request)).data;
      // It checks as many records as there is time for.
      const checked = { ...preview.checked, records: 0, is_whole: false };
      return { ...preview, checked, doc_id: '', trace_id: '' };
    }),
  );
  expect(previews[0]).toMatchObject({ header: ['identifier', 'name', 'type', 'description'] });
  expect(previews[0]).toEqual(previews[1]);

  const reports = [];
  for (const [by, { docId }] of [
    [client, pieces],
    [other, whole],
  ] as const) {
    const analyses = by.analyses;
    const { analysis_id: id } = await analyses.postDocument(docId, { tool: 'profile-my-data' });
    expect(await analyses.wait(id)).toMatchObject({ status: 'completed' });
    reports.push((await analyses.report(id)).report.issueSummary);
  }
  expect(reports[0]).toEqual(reports[1]);
});

it('fails an import of a damaged document without writing a row, and names the chunk', async () => {
  await suite.serving(QUICK);
  const client = await suite.api.client('damaged');
  const document = await chunked('damaged', assets('bad'));
  await corrupt(document, 3);
  const { job_id: id } = await client.imports.postDocument(document.docId);
  const failed = await client.imports.wait(id);
  expect(failed).toMatchObject({ status: 'failed', error_code: 'DOCUMENT_DAMAGED', attempt: 1 });
  expect(failed.error_message).toMatch(/^Chunk 3 of 6 on storage server far /);
  expect(await rowsOf('damaged')).toBe(0);
  await expectLost(document, 3);
});

it('fails an analysis of a document that has lost a chunk', async () => {
  await suite.serving(QUICK);
  const analyses = (await suite.api.client('lost')).analyses;
  const document = await chunked('lost', assets('lost'));
  const chunk = await chunkOf(document, 4);
  await servers.storageOf(chunk).delete(chunk.s3Key);
  const { analysis_id: id } = await analyses.postDocument(document.docId, { tool: 'profile-my-data' });
  expect(await analyses.wait(id)).toMatchObject({ status: 'failed', error_code: 'DOCUMENT_DAMAGED' });
  await expectLost(document, 4);
});

it('retries an import while a storage server is down, and marks nothing as damaged', async () => {
  await suite.serving(QUICK);
  const client = await suite.api.client('away');
  const document = await chunked('away', assets('away'));
  await servers.proxy.down();
  const { job_id: id } = await client.imports.postDocument(document.docId);
  const waiting = await client.imports
    .wait(id, ({ error_code }) => error_code !== null)
    .finally(() => servers.proxy.up());
  expect(waiting).toMatchObject({ status: 'processing', error_code: 'STORAGE_UNAVAILABLE' });
  expect(waiting.error_message).toMatch(/^Storage server far: /);
  expect(await client.imports.wait(id)).toMatchObject({
    status: 'completed',
    successful_rows: ROWS,
    error_code: null,
  });
  expect((await getDocumentById(suite.stack.db, document.docId))?.uploadStatus).toBe('UPLOAD_COMPLETE');
});
