import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, form, useSuite, walk } from '../harness/index.ts';
import { objects, rows } from '../harness/rows.ts';
import { ask, lapse, putChunks, table } from './support/requests.ts';

/** Without a worker, so that jobs stay in the queue. */
const suite = useSuite({ api: { CHUNK_THRESHOLD_BYTES: '1000' } });
const store = async (account: string, content = table()) =>
  (await call(suite, 'POST /api/v1/documents', { account, body: form(content) })).json;
const remove = (docId: string, options: Parameters<typeof call>[2]) =>
  call(suite, `DELETE /api/v1/documents/${docId}`, options);
const objectsOf = async (docId: string) => (await objects(suite.stack)).filter((key) => key.includes(docId));

describe('GET /documents', () => {
  it('lists the documents of the account, newest first, page by page', async () => {
    const stored = [];
    for (let n = 0; n < 5; n++) stored.push(await store('lists'));
    await store('others');
    const listed = await walk(suite, '/api/v1/documents', 2, 'lists');
    expect(listed.map(({ doc_id: id }) => id)).toEqual(stored.map(({ doc_id: id }) => id).reverse());
    expect(listed[0]).toMatchObject({ status: 'UPLOAD_COMPLETE', storage: 'single', failure_reason: null });
  });

  it('filters by status and time', async () => {
    const done = await store('filters');
    const { json: open } = await ask(suite, table(), { account: 'filters' });
    const list = async (query: string) => {
      const { json } = await call(suite, `GET /api/v1/documents?${query}`, { account: 'filters', role: 'viewer' });
      return json.items.map(({ doc_id: id }: { doc_id: string }) => id);
    };
    expect(await list('status=UPLOAD_COMPLETE')).toEqual([done.doc_id]);
    expect(await list('status=UPLOAD_URL_GENERATED&status=UPLOAD_COMPLETE')).toEqual([open.doc_id, done.doc_id]);
    expect(await list(`to=${encodeURIComponent(done.created_at)}`)).toEqual([]);
    expect(await list(`from=${encodeURIComponent(done.created_at)}`)).toHaveLength(2);
    const wrong = await call(suite, 'GET /api/v1/documents?status=NONE', { account: 'filters' });
    expect(wrong.status).toBe(422);
  });
});

describe('DELETE /documents/{id}', () => {
  it('removes the document and its object', async () => {
    const { doc_id: docId } = await store('deletes');
    expect(await objectsOf(docId)).toHaveLength(1);
    expect((await remove(docId, { account: 'deletes' })).status).toBe(204);
    expect(await objectsOf(docId)).toEqual([]);
    expect((await call(suite, `GET /api/v1/documents/${docId}`, { account: 'deletes' })).status).toBe(404);
    expect((await remove(docId, { account: 'deletes' })).status).toBe(404);
  });

  it('removes all chunks of all sessions and frees their space', async () => {
    const content = table(100);
    const first = await ask(suite, content, { account: 'deletes', fields: { file_size: content.length + 6 } });
    await putChunks(first, `${content}${'x'.repeat(6)}`, [0]);
    // The size cannot change before.
    await lapse(suite.stack, first.json.doc_id);
    const again = await ask(suite, content, { account: 'deletes' });
    await putChunks(again, content, [1, 2]);
    const { doc_id: docId } = again.json;
    expect(await objectsOf(docId)).toHaveLength(3);
    expect((await remove(docId, { account: 'deletes' })).status).toBe(204);
    expect(await objectsOf(docId)).toEqual([]);
    const [{ used } = {}] = await rows(suite.stack, sql`select sum(used_space) as used from storage_servers`);
    expect(Number(used)).toBe(0);
  });

  it('is refused while an import uses the document, and keeps the finished import', async () => {
    const { doc_id: docId } = await store('uses', 'name,type\nPump,device\n');
    const { json: job } = await call(suite, 'POST /api/v1/assets/bulk', { account: 'uses', body: { doc_id: docId } });
    const refused = await remove(docId, { account: 'uses' });
    expect(refused.status).toBe(409);
    expect(refused.json.code).toBe('INVALID_STATE');
    expect(await objectsOf(docId)).toHaveLength(1);
    await suite.stack.db.execute(sql`update bulk_import_jobs set status = 'failed' where id = ${job.job_id}`);
    expect((await remove(docId, { account: 'uses' })).status).toBe(204);
    const { json } = await call(suite, `GET ${job.status_url}`, { account: 'uses' });
    expect(json).toMatchObject({ job_id: job.job_id, doc_id: null });
  });

  it('is refused during verification', async () => {
    const { json } = await ask(suite, table(), { account: 'verifies' });
    await suite.stack.db.execute(
      sql`update documents set upload_status = 'UPLOAD_VERIFYING' where doc_id = ${json.doc_id}`,
    );
    expect((await remove(json.doc_id, { account: 'verifies' })).status).toBe(409);
  });

  it('is refused for viewers', async () => {
    const { doc_id: docId } = await store('deletes');
    expect((await remove(docId, { account: 'deletes', role: 'viewer' })).status).toBe(403);
    expect(await objectsOf(docId)).toHaveLength(1);
  });
});

it('viewers cannot read or complete an upload', async () => {
  const { json } = await ask(suite, table());
  for (const request of [`GET /api/v1/upload/${json.doc_id}`, `POST /api/v1/upload/${json.doc_id}/complete`]) {
    expect((await call(suite, request, { role: 'viewer' })).status).toBe(403);
  }
  expect((await call(suite, 'GET /api/v1/upload/nonsense')).status).toBe(400);
});
