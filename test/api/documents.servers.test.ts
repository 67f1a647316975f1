import { connect } from 'node:net';
import { newId } from '@sluice/core';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, form, sha256, signToken, useSuite, waitFor, walk } from '../harness/index.ts';
import { aDocument, anImport, objects, rows } from '../harness/rows.ts';

const suite = useSuite({ api: { MAX_UPLOAD_BYTES: '1000000' } });
const post = (body: FormData | string, options = {}) => call(suite, 'POST /api/v1/documents', { body, ...options });
const documentRows = (account: string) =>
  rows<{ doc_id: string; upload_status: string; failure_reason: string | null; s3_key: string }>(
    suite.stack,
    sql`select doc_id, upload_status, failure_reason, s3_key from documents where account_id = ${account}`,
  );
const objectsOf = async (account: string) => (await objects(suite.stack)).filter((key) => key.includes(`/${account}/`));

describe('GET /documents', () => {
  /** Name, size, hour of creation and status. Sizes and names repeat; one document has no size yet. */
  const stored = [
    ['b.csv', 20, 1, 'UPLOAD_COMPLETE'],
    ['a 100%.csv', 30, 2, 'UPLOAD_COMPLETE'],
    ['b.csv', 20, 3, 'UPLOAD_FAILED'],
    ['C.csv', 10, 4, 'UPLOAD_COMPLETE'],
    ['d.csv', null, 5, 'UPLOAD_URL_GENERATED'],
    ['a.csv', 10, 6, 'UPLOAD_COMPLETE'],
  ] as const;
  const ids: string[] = [];
  beforeAll(async () => {
    for (const [name, size, hour, status] of stored) {
      const id = await aDocument(suite.stack, 'listed');
      const at = `2026-03-01 0${hour}:00:00`;
      await suite.stack.db.execute(sql`update documents set original_filename = ${name}, file_size_bytes = ${size},
        upload_status = ${status}, created_at = ${at}, updated_at = ${at} where doc_id = ${id}`);
      ids.push(id);
    }
    const importId = await anImport(suite.stack, { accountId: 'listed', status: 'completed' });
    const at = '2026-04-01 00:00:00';
    await suite.stack.db.execute(sql`delete from documents where doc_id = (select doc_id from (select doc_id from
      bulk_import_jobs where id = ${importId}) j)`);
    await suite.stack.db.execute(
      sql`update bulk_import_jobs set doc_id = ${ids[0]}, updated_at = ${at} where id = ${importId}`,
    );
  });
  const found = async (query: string, limit = 2) =>
    (await walk(suite, `/api/v1/documents?${query}`, limit, 'listed')).map(({ doc_id: id }) => ids.indexOf(id));

  it.each([
    ['', [5, 4, 3, 2, 1, 0]],
    ['sort=created_at', [0, 1, 2, 3, 4, 5]],
    ['sort=doc_name', [1, 5, 0, 2, 3, 4]],
    ['sort=-doc_name', [4, 3, 2, 0, 5, 1]],
    ['sort=file_size', [4, 3, 5, 0, 2, 1]],
    ['sort=-file_size', [1, 2, 0, 5, 3, 4]],
    ['sort=file_size&status=UPLOAD_COMPLETE', [3, 5, 0, 1]],
    ['q=A.C', [5]],
    ['q=0%25', [1]],
    ['q=none', []],
  ])('sorts and searches page by page: %s', async (query, expected) => {
    for (const limit of [1, 4]) expect(await found(query, limit)).toEqual(expected);
  });

  it('finds a document by its ID and its hash', async () => {
    expect(await found(`q=${ids[3]?.toUpperCase()}`)).toEqual([3]);
    expect(await found(`q=${sha256(ids[3] ?? '')}`)).toEqual([3]);
    expect(await found(`q=${newId()}`)).toEqual([]);
  });

  it('says when each expires: a week after its last use, or a day after its upload failed', async () => {
    const { json } = await call(suite, 'GET /api/v1/documents?sort=created_at', { account: 'listed' });
    const ends = json.items.map(({ expires_at: at }: { expires_at: string | null }) => at?.slice(0, 13));
    expect(ends).toEqual([
      ...['2026-04-08T00', '2026-03-08T02', '2026-03-02T03', '2026-03-08T04', undefined, '2026-03-08T06'],
    ]);
  });

  it('refuses the cursor of another order', async () => {
    const { json } = await call(suite, 'GET /api/v1/documents?sort=doc_name&limit=1', { account: 'listed' });
    const other = await call(suite, `GET /api/v1/documents?sort=file_size&cursor=${json.next_cursor}`, {
      account: 'listed',
    });
    expect([other.status, other.json.fields[0].field]).toEqual([422, 'cursor']);
  });
});

it('GET /account-storage lists the accounts by what their documents take up, the largest first, page by page', async () => {
  for (const [accountId, sizes] of [
    ['size-two', [5_000_000_000, 1]],
    ['size-one', [7_000_000_000]],
    ['size-none', []],
    ['size-three', [5_000_000_001]],
  ] as const) {
    for (const size of sizes) {
      const id = await aDocument(suite.stack, accountId);
      await suite.stack.db.execute(sql`update documents set file_size_bytes = ${size} where doc_id = ${id}`);
    }
  }
  const found: unknown[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const query: string = `limit=1${next && `&cursor=${next}`}`;
    const { json } = await call(suite, `GET /api/v1/account-storage?${query}`, { role: 'operator' });
    found.push(...json.items);
    next = json.next_cursor;
  }
  const ofTest = found.filter((one) => (one as { account_id: string }).account_id.startsWith('size-'));
  expect(ofTest).toEqual([
    { account_id: 'size-one', documents: 1, stored_bytes: 7_000_000_000, limit_bytes: null },
    { account_id: 'size-three', documents: 1, stored_bytes: 5_000_000_001, limit_bytes: null },
    { account_id: 'size-two', documents: 2, stored_bytes: 5_000_000_001, limit_bytes: null },
  ]);
});

describe('POST /documents', () => {
  it('stores a file', async () => {
    const answer = await post(form('name\nWürfel\n', { name: 'Übersicht.csv' }), { account: 'one' });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      status: 'UPLOAD_COMPLETE',
      doc_name: 'Übersicht.csv',
      content_type: 'text/csv',
      file_size: 13,
      doc_hash_256: sha256('name\nWürfel\n'),
    });
    expect(answer.json.trace_id).toMatch(/^[0-9a-f-]{36}$/);
    const [document] = await documentRows('one');
    const { body } = await suite.stack.storage.getStream(document?.s3_key ?? '');
    expect(Buffer.concat(await body.toArray()).toString()).toBe('name\nWürfel\n');
  });

  it('stores the same content once per account', async () => {
    const first = await post(form('same'), { account: 'twice' });
    const again = await post(form('same', { name: 'other.csv' }), { account: 'twice' });
    const other = await post(form('same'), { account: 'thrice' });
    expect([first.status, again.status, other.status]).toEqual([201, 200, 201]);
    expect(again.json).toMatchObject({ doc_id: first.json.doc_id, doc_name: 'rows.csv' });
    expect(other.json.doc_id).not.toBe(first.json.doc_id);
    expect(await documentRows('twice')).toHaveLength(1);
    expect(await objectsOf('twice')).toHaveLength(1);
  });

  it('stores the same content once for ten concurrent uploads', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(form('race'), { account: 'race' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect(new Set(answers.map(({ json }) => json.doc_id)).size).toBe(1);
    expect(await documentRows('race')).toMatchObject([{ upload_status: 'UPLOAD_COMPLETE' }]);
    expect(await objectsOf('race')).toHaveLength(1);
  });

  it.each([
    ['an empty file', () => form(''), 422, 'FILE_EMPTY'],
    ['a form without a file', () => Object.assign(new FormData()), 422, 'VALIDATION_FAILED'],
    ['an unknown field', () => form('x', { before: { dry_run: 'true' } }), 422, 'VALIDATION_FAILED'],
    ['an unknown field after the file', () => form('x', { after: { dry_run: 'true' } }), 422, 'VALIDATION_FAILED'],
    ['a text body', () => 'name\nx\n', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a file that is too large', () => form('x'.repeat(1_000_001)), 413, 'FILE_TOO_LARGE'],
    ['a file that is far too large', () => form('x'.repeat(9_000_000)), 413, 'FILE_TOO_LARGE'],
  ])('refuses %s', async (what, body, status, code) => {
    const account = what.replaceAll(' ', '-');
    const answer = await post(body(), { account });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ code, status, instance: '/api/v1/documents' });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const complete = (await documentRows(account)).filter(({ upload_status }) => upload_status === 'UPLOAD_COMPLETE');
    expect(await objectsOf(account)).toHaveLength(complete.length);
    for (const row of await documentRows(account)) {
      if (row.upload_status !== 'UPLOAD_COMPLETE') expect(row.upload_status).toBe('UPLOAD_FAILED');
    }
  });

  it('accepts a file of exactly the limit', async () => {
    const answer = await post(form('x'.repeat(1_000_000)), { account: 'limit' });
    expect(answer.json).toMatchObject({ file_size: 1_000_000 });
  });

  it('refuses a truncated form', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=B' };
    const body = '--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname\nx';
    const answer = await post(body, { account: 'early', headers });
    expect(answer.status).toBe(400);
    expect(answer.json.code).toBe('MALFORMED_REQUEST');
    expect(await documentRows('early')).toMatchObject([{ upload_status: 'UPLOAD_FAILED' }]);
    expect(await objectsOf('early')).toEqual([]);
  });

  it('cleans up after a client that disconnects, and serves the next one', async () => {
    const { hostname, port } = new URL(suite.api.url);
    const token = await signToken('gone');
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        'POST /api/v1/documents HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${token}`,
        'Content-Type: multipart/form-data; boundary=B',
        'Content-Length: 900000',
        '',
        '--B',
        'Content-Disposition: form-data; name="file"; filename="a.csv"',
        '',
        'x'.repeat(100_000),
      ].join('\r\n'),
    );
    await waitFor('the row', async () => ((await documentRows('gone')).length === 1 ? true : undefined));
    socket.destroy();
    const failed = await waitFor('the failure', async () =>
      (await documentRows('gone')).find(({ upload_status }) => upload_status === 'UPLOAD_FAILED'),
    );
    expect(failed.failure_reason).toContain('UPLOAD_INCOMPLETE');
    expect(await objectsOf('gone')).toEqual([]);
    expect((await post(form('again'), { account: 'gone' })).status).toBe(201);
  });

  it('responds before the client has sent everything', async () => {
    const answer = await call(suite, 'POST /api/v1/documents', {
      role: 'viewer',
      body: form('x'.repeat(20_000_000)),
    });
    expect(answer.status).toBe(403);
    expect((await call(suite, 'GET /health/live')).status).toBe(200);
  });
});
