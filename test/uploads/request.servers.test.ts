import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, sha256, useSuite } from '../harness/index.ts';
import { objects, rows } from '../harness/rows.ts';
import { ask, put, putSingle, table } from './support/requests.ts';

const suite = useSuite({ api: { MAX_DOCUMENT_BYTES: '10000000', CHUNK_THRESHOLD_BYTES: '5000000' } });

const documentRows = (account: string) =>
  rows<{ doc_id: string; upload_status: string; failure_reason: string | null; s3_key: string }>(
    suite.stack,
    sql`select doc_id, upload_status, failure_reason, s3_key from documents where account_id = ${account}`,
  );
const objectsOf = async (account: string) => (await objects(suite.stack)).filter((key) => key.includes(`/${account}/`));
const setStatus = (docId: string, status: string, reason: string | null = null) =>
  suite.stack.db.execute(
    sql`update documents set upload_status = ${status}, failure_reason = ${reason} where doc_id = ${docId}`,
  );

describe('POST /upload/request', () => {
  it('returns a URL that accepts the bytes', async () => {
    const content = table();
    const answer = await ask(suite, content, { account: 'one', fields: { doc_name: '../../Übersicht.csv' } });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json).toMatchObject({
      status: 'UPLOAD_URL_GENERATED',
      failure_reason: null,
      s3_presigned_url: expect.stringContaining(answer.json.doc_id),
      required_headers: { 'content-type': 'text/csv' },
      trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const lifetime = Date.parse(answer.json.s3_url_expires_at) - Date.now();
    expect(lifetime).toBeGreaterThan(880_000);
    expect(lifetime).toBeLessThanOrEqual(900_000);
    expect(await putSingle(answer, content)).toMatchObject({ status: 200 });
    const [document] = await documentRows('one');
    expect(document).toMatchObject({ doc_id: answer.json.doc_id, upload_status: 'UPLOAD_URL_GENERATED' });
    expect(document?.s3_key).toBe(`${suite.stack.storage.env}/documents/one/${answer.json.doc_id}`);
    expect((await suite.stack.storage.head(document?.s3_key ?? ''))?.sha256).toBe(sha256(content));
    const listed = await call(suite, `GET /api/v1/documents/${answer.json.doc_id}`, { account: 'one' });
    expect(listed.json).toMatchObject({ doc_name: 'Übersicht.csv', content_type: 'text/csv' });
  });

  it('records a trace with the document', async () => {
    const { json } = await ask(suite, table(), { account: 'traced' });
    const [kept] = await rows(suite.stack, sql`select trace_id from documents where doc_id = ${json.doc_id}`);
    expect(kept).toEqual({ trace_id: json.trace_id });
  });

  it('returns the same document with a fresh URL until the bytes have arrived', async () => {
    const content = table();
    const first = await ask(suite, content, { account: 'again' });
    const upper = sha256(content).toUpperCase();
    const again = await ask(suite, content, { account: 'again', fields: { doc_hash_256: upper, doc_name: 'new.csv' } });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json).toMatchObject({ doc_id: first.json.doc_id, status: 'UPLOAD_URL_GENERATED' });
    expect(await putSingle(again, content)).toMatchObject({ status: 200 });
    const listed = await call(suite, `GET /api/v1/documents/${first.json.doc_id}`, { account: 'again' });
    expect(listed.json.doc_name).toBe('new.csv');
  });

  it('keeps the size of an upload in progress, whose right bytes are then accepted', async () => {
    const content = table();
    const first = await ask(suite, content, { account: 'conflict' });
    const other = await ask(suite, content, { account: 'conflict', fields: { file_size: 7 } });
    expect([other.status, other.json.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(other.json.fields).toMatchObject([{ field: 'file_size', message: expect.stringContaining('in progress') }]);
    expect(await putSingle(first, content)).toMatchObject({ status: 200 });
    const done = await call(suite, `POST /api/v1/upload/${first.json.doc_id}/complete`, { account: 'conflict' });
    expect([200, 202]).toContain(done.status);
  });

  it('uses the latest announced size and type once the URL has expired', async () => {
    const content = table();
    const first = await ask(suite, content, {
      account: 'claims',
      fields: { file_size: 7, content_type: 'text/plain' },
    });
    await suite.stack.db.execute(
      sql`update documents set s3_url_expires_at = now(3) - interval 1 second where doc_id = ${first.json.doc_id}`,
    );
    const again = await ask(suite, content, { account: 'claims' });
    expect(again.json.doc_id).toBe(first.json.doc_id);
    expect(await putSingle(again, content)).toMatchObject({ status: 200 });
  });

  it('revives a failed upload', async () => {
    const content = table();
    const first = await ask(suite, content, { account: 'failed' });
    await setStatus(first.json.doc_id, 'UPLOAD_FAILED', 'UPLOAD_MISMATCH: was wrong');
    const known = await call(suite, `GET /api/v1/upload/${first.json.doc_id}`, { account: 'failed' });
    expect(known.json).toMatchObject({
      status: 'UPLOAD_FAILED',
      failure_reason: 'UPLOAD_MISMATCH: was wrong',
      s3_presigned_url: null,
    });
    const again = await ask(suite, content, { account: 'failed' });
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({
      doc_id: first.json.doc_id,
      status: 'UPLOAD_URL_GENERATED',
      failure_reason: null,
    });
    expect(await putSingle(again, content)).toMatchObject({ status: 200 });
  });

  it.each([
    ['UPLOAD_COMPLETE', 'Document already processed'],
    ['UPLOAD_VERIFYING', 'The document was uploaded and is being verified.'],
  ])('returns no URL for a document that is %s', async (status, message) => {
    const content = table();
    const account = status.toLowerCase();
    const first = await ask(suite, content, { account });
    await setStatus(first.json.doc_id, status);
    const again = await ask(suite, content, { account });
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ doc_id: first.json.doc_id, status, message });
    expect(again.json).toMatchObject({ s3_presigned_url: null, s3_url_expires_at: null, required_headers: null });
    const other = await ask(suite, content, { account, fields: { file_size: 1 } });
    expect(other.status).toBe(422);
    expect(other.json.fields).toMatchObject([{ field: 'file_size' }]);
    expect(await documentRows(account)).toMatchObject([{ upload_status: status }]);
  });

  it('recognizes a document stored through the API', async () => {
    const content = table();
    const data = new FormData();
    data.append('file', new Blob([content], { type: 'text/csv' }), 'rows.csv');
    const stored = await call(suite, 'POST /api/v1/documents', { account: 'gateway', body: data });
    const asked = await ask(suite, content, { account: 'gateway' });
    expect(asked.json).toMatchObject({ doc_id: stored.json.doc_id, message: 'Document already processed' });
  });

  it('is completed by the same content sent through the API', async () => {
    const content = table();
    const asked = await ask(suite, content, { account: 'overtaken' });
    const data = new FormData();
    data.append('file', new Blob([content], { type: 'text/csv' }), 'rows.csv');
    const stored = await call(suite, 'POST /api/v1/documents', { account: 'overtaken', body: data });
    expect(stored.json).toMatchObject({ doc_id: asked.json.doc_id, status: 'UPLOAD_COMPLETE' });
    const read = await call(suite, `GET /api/v1/documents/${asked.json.doc_id}/content`, { account: 'overtaken' });
    expect(read.text).toBe(content);
  });

  it.each([
    ['a hash that is none', { doc_hash_256: 'abc' }, 422, 'VALIDATION_FAILED'],
    ['no hash', { doc_hash_256: undefined }, 422, 'VALIDATION_FAILED'],
    ['an unknown field', { dry_run: true }, 422, 'VALIDATION_FAILED'],
    ['hashes of chunks that there are not', { chunk_hashes: [] }, 422, 'VALIDATION_FAILED'],
    ['an empty file', { file_size: 0 }, 422, 'FILE_EMPTY'],
    ['a negative size', { file_size: -1 }, 422, 'VALIDATION_FAILED'],
    ['one byte too many', { file_size: 10_000_001 }, 413, 'FILE_TOO_LARGE'],
    ['a page', { content_type: 'text/html' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %s', async (_what, fields, status, code) => {
    const answer = await ask(suite, table(), { account: 'refused', fields });
    expect(answer.status, answer.text).toBe(status);
    expect(answer.json.code).toBe(code);
    expect(await documentRows('refused')).toEqual([]);
  });

  it.each([
    ['viewers', { role: 'viewer' as const }, 403],
    ['text', { body: 'hello', headers: { 'content-type': 'text/plain' } }, 415],
    ['broken JSON', { body: '{', headers: { 'content-type': 'application/json' } }, 400],
  ])('refuses %s', async (_what, options, status) => {
    const body = { doc_name: 'x', doc_hash_256: 'a'.repeat(64), file_size: 1 };
    expect((await call(suite, 'POST /api/v1/upload/request', { body, ...options })).status).toBe(status);
  });
});

describe('concurrent requests', () => {
  it('create one document and one object for the same content', async () => {
    const content = table();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(suite, content, { account: 'fifty' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 201]);
    expect(new Set(answers.map(({ json }) => json.doc_id)).size).toBe(1);
    const puts = await Promise.all(answers.map((answer) => putSingle(answer, content)));
    expect(puts.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(await documentRows('fifty')).toMatchObject([{ upload_status: 'UPLOAD_URL_GENERATED' }]);
    expect(await objectsOf('fifty')).toHaveLength(1);
  });

  it('create fifty documents for fifty contents', async () => {
    const contents = Array.from({ length: 50 }, () => table());
    const answers = await Promise.all(contents.map((content) => ask(suite, content, { account: 'various' })));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    await Promise.all(answers.map((answer, at) => putSingle(answer, contents[at] ?? '')));
    expect(await documentRows('various')).toHaveLength(50);
    expect(await objectsOf('various')).toHaveLength(50);
  });

  it('create one chunked document with one session', async () => {
    const content = 'x'.repeat(5_000_001);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(suite, content, { account: 'session' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ json }) => json.session_id)).size).toBe(1);
    const [{ chunks } = {}] = await rows(suite.stack, sql`select count(*) as chunks from document_chunks`);
    expect(Number(chunks)).toBe(6);
  });
});

describe('two accounts with the same content', () => {
  it('have separate documents and cannot detect each other', async () => {
    const content = table();
    const first = await ask(suite, content, { account: 'mine' });
    await setStatus(first.json.doc_id, 'UPLOAD_COMPLETE');
    const other = await ask(suite, content, { account: 'yours' });
    expect(other.status).toBe(201);
    expect(other.json.doc_id).not.toBe(first.json.doc_id);
    expect(other.json.s3_presigned_url).not.toContain('/mine/');
  });

  it.each([
    'GET /api/v1/upload/ID',
    'POST /api/v1/upload/ID/complete',
    'GET /api/v1/documents/ID',
    'GET /api/v1/documents/ID/content',
    'DELETE /api/v1/documents/ID',
  ])('%s for a document of another account returns 404', async (request) => {
    const { json } = await ask(suite, table(), { account: 'mine' });
    const theirs = await call(suite, request.replace('ID', json.doc_id), { account: 'yours' });
    const nobodys = await call(suite, request.replace('ID', '0193cafe-0000-7000-8000-000000000000'), {
      account: 'yours',
    });
    const plain = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
    expect(plain(theirs.text)).toBe(plain(nobodys.text));
  });
});

describe('the signed URL', () => {
  it.each([
    ['other bytes', 'wrong bytes', (content: string) => content.replace('id', 'di')],
    ['fewer bytes', 'wrong length', (content: string) => content.slice(1)],
    ['more bytes', 'wrong length', (content: string) => `${content}x`],
  ])('refuses %s', async (_what, _why, change) => {
    const content = table();
    const answer = await ask(suite, content, { account: 'signed' });
    const { status } = await putSingle(answer, change(content));
    expect([400, 403]).toContain(status);
    expect(await objectsOf('signed')).toEqual([]);
  });

  it('refuses another type, another key, an altered signature and a missing checksum', async () => {
    const content = table();
    const { json } = await ask(suite, content, { account: 'signed' });
    const { s3_presigned_url: url, required_headers: headers } = json;
    const { 'x-amz-checksum-sha256': _checksum, ...bare } = headers;
    const refused = [
      await put(url, { ...headers, 'content-type': 'text/html' }, content),
      await put(url.replace(json.doc_id, '0193cafe-0000-7000-8000-000000000000'), headers, content),
      await put(url.replace(/Signature=./, 'Signature=z'), headers, content),
      await put(url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=86400'), headers, content),
      await put(url, bare, content),
    ];
    for (const { status } of refused) expect([400, 403]).toContain(status);
    expect(await objectsOf('signed')).toEqual([]);
    expect(await put(url, headers, content)).toMatchObject({ status: 200 });
  });
});
