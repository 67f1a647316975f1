import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, call, form, sha256, startWorker, useSuite, type Worker, waitFor } from '../harness/index.ts';
import { rows } from '../harness/rows.ts';
import { ask, putChunks, putSingle, table } from './support/requests.ts';

const suite = useSuite({ api: { CHUNK_THRESHOLD_BYTES: '3000000' } });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
let worker: Worker | undefined;
beforeAll(async () => {
  worker = await startWorker(suite.stack.env);
});
afterAll(async () => {
  await worker?.stop();
});

const complete = (docId: string) => call(suite, `POST /api/v1/upload/${docId}/complete`);
const get = (docId: string) => call(suite, `GET /api/v1/upload/${docId}`);
const settled = (docId: string) =>
  waitFor('the verification', async () => {
    const answer = await get(docId);
    return answer.json.status === 'UPLOAD_VERIFYING' ? undefined : answer;
  });
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
/** Stores bytes that differ from the signed ones, bypassing the signed URL. */
async function putByForce({ json }: Answer, content: string, chunk?: number): Promise<void> {
  const [row] =
    chunk === undefined
      ? await rows<{ s3_key: string }>(suite.stack, sql`select s3_key from documents where doc_id = ${json.doc_id}`)
      : await rows<{ s3_key: string }>(
          suite.stack,
          sql`select s3_key from document_chunks where doc_id = ${json.doc_id} and chunk_number = ${chunk}`,
        );
  await suite.stack.storage.putStream(row?.s3_key ?? '', bytesOf(content), { contentType: 'text/csv' });
}

describe('a document in one piece', () => {
  it('is complete once verified, and stays complete', async () => {
    const content = table();
    const asked = await ask(suite, content);
    await putSingle(asked, content);
    const answers = await Promise.all([complete(asked.json.doc_id), complete(asked.json.doc_id)]);
    for (const { status, json, text } of [...answers, await complete(asked.json.doc_id)]) {
      expect(status, text).toBe(200);
      expect(json).toMatchObject({ status: 'UPLOAD_COMPLETE', failure_reason: null });
    }
    expect((await ask(suite, content)).json).toMatchObject({ message: 'Document already processed' });
    const read = await call(suite, `GET /api/v1/documents/${asked.json.doc_id}/content`);
    expect(read.text).toBe(content);
  });

  it('is imported like any other', async () => {
    const content = 'identifier,name,type\nU-1,Pump,device\nU-2,Valve,device\n';
    const asked = await ask(suite, content, { account: 'importer' });
    await putSingle(asked, content);
    await call(suite, `POST /api/v1/upload/${asked.json.doc_id}/complete`, { account: 'importer' });
    const started = await call(suite, 'POST /api/v1/assets/bulk', {
      account: 'importer',
      body: { doc_id: asked.json.doc_id },
    });
    const done = await waitFor('the import', async () => {
      const { json } = await call(suite, `GET ${started.json.status_url}`, { account: 'importer' });
      return json.status === 'completed' ? json : undefined;
    });
    expect(done).toMatchObject({ total_rows: 2, inserted_rows: 2 });
  });

  it('is reported as missing before it is sent', async () => {
    const { json } = await ask(suite, table());
    const answer = await complete(json.doc_id);
    expect(answer.status).toBe(409);
    expect(answer.json.code).toBe('UPLOAD_MISSING');
    expect((await get(json.doc_id)).json.status).toBe('UPLOAD_URL_GENERATED');
  });

  it.each([
    ['shorter', (content: string) => content.slice(0, -5), /announced with \d+ bytes, but \d+ were uploaded/],
    ['as long, but another', (content: string) => content.replace('id', 'di'), /SHA-256|hash/i],
  ])('is refused when it is %s, and can be sent again', async (_what, change, reason) => {
    const content = table();
    const asked = await ask(suite, content);
    await putByForce(asked, change(content));
    const answer = await complete(asked.json.doc_id);
    expect(answer.status, answer.text).toBe(422);
    expect(answer.json).toMatchObject({ code: 'UPLOAD_MISMATCH', detail: expect.stringMatching(reason) });
    const known = await get(asked.json.doc_id);
    expect(known.json).toMatchObject({ status: 'UPLOAD_FAILED', s3_presigned_url: null });
    expect(known.json.failure_reason).toBe(`UPLOAD_MISMATCH: ${answer.json.detail}`);
    expect((await complete(asked.json.doc_id)).json).toMatchObject({ status: 422, code: 'UPLOAD_MISMATCH' });
    const again = await ask(suite, content);
    expect(again.json).toMatchObject({ doc_id: asked.json.doc_id, status: 'UPLOAD_URL_GENERATED' });
    await putSingle(again, content);
    expect((await complete(asked.json.doc_id)).status).toBe(200);
  });

  it.each([
    [
      'not a table',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
      'application/octet-stream',
      /FILE_NOT_A_TABLE/,
    ],
    ['no workbook', Buffer.from('id,name\n1,a\n'), XLSX, /UPLOAD_MISMATCH/],
  ])('is refused when it is %s', async (_what, content, type, code) => {
    const asked = await ask(suite, content, { account: 'types', fields: { content_type: type } });
    expect(await putSingle(asked, content)).toMatchObject({ status: 200 });
    const answer = await call(suite, `POST /api/v1/upload/${asked.json.doc_id}/complete`, { account: 'types' });
    expect(answer.status, answer.text).toBe(422);
    expect(answer.json.code).toMatch(code);
  });
});

describe('a document in chunks', () => {
  const content = table(140_000);

  it('is verified by a job and read like any other', async () => {
    const asked = await ask(suite, content);
    await putChunks(asked, content);
    expect((await complete(asked.json.doc_id)).status).toBe(202);
    expect((await settled(asked.json.doc_id)).json).toMatchObject({ status: 'UPLOAD_COMPLETE' });
    expect((await complete(asked.json.doc_id)).status).toBe(200);
    const read = await call(suite, `GET /api/v1/documents/${asked.json.doc_id}/content`);
    expect(sha256(read.text)).toBe(sha256(content));
    expect((await ask(suite, content)).json).toMatchObject({
      message: 'Document already processed',
      s3_presigned_url: null,
    });
  });

  it('is refused when a chunk differs, and can be sent again', async () => {
    const other = table(140_000);
    const asked = await ask(suite, other);
    await putChunks(asked, other);
    const { size, offset } = asked.json.chunks[2];
    await putByForce(asked, other.slice(offset, offset + size).replace(/[0-9]/g, '0'), 2);
    expect((await complete(asked.json.doc_id)).status).toBe(202);
    const failed = await settled(asked.json.doc_id);
    expect(failed.json).toMatchObject({ status: 'UPLOAD_FAILED' });
    expect(failed.json.failure_reason).toMatch(/^UPLOAD_MISMATCH: /);
    expect((await complete(asked.json.doc_id)).status).toBe(422);
    const again = await ask(suite, other);
    await putChunks(again, other);
    expect((await complete(asked.json.doc_id)).status).toBe(202);
    expect((await settled(asked.json.doc_id)).json).toMatchObject({ status: 'UPLOAD_COMPLETE' });
  });
});

it('a document stored through the API needs no completion', async () => {
  const { json } = await call(suite, 'POST /api/v1/documents', { body: form(table()) });
  expect((await complete(json.doc_id)).status).toBe(200);
});
