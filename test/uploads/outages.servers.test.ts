import { MysqlProxy } from '@sluice/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, form, ProxiedApi, startApi, startWorker, waitFor } from '../harness/index.ts';
import { ask, putSingle, table } from './support/requests.ts';

let suite: ProxiedApi;
beforeAll(async () => {
  suite = await ProxiedApi.start({ directUrls: true, env: { UPLOAD_VERIFY_WAIT_MS: '200' } });
});
afterAll(() => suite?.close());

it('without S3 uploads can be requested, while completing and reading them reports the outage', async () => {
  const content = table();
  const asked = await suite.without('s3', async () => {
    const answer = await ask(suite, content);
    expect(answer.status, answer.text).toBe(201);
    await putSingle(answer, content);
    const completed = await call(suite, `POST /api/v1/upload/${answer.json.doc_id}/complete`);
    expect(completed.status).toBe(503);
    expect(completed.json.code).toBe('STORAGE_UNAVAILABLE');
    return answer;
  });
  const { json } = await call(suite, `GET /api/v1/upload/${asked.json.doc_id}`);
  expect(json).toMatchObject({ status: 'UPLOAD_URL_GENERATED', failure_reason: null });
});

it('without MySQL the outage is reported, and nothing is left half done', async () => {
  const content = table();
  const refused = await suite.without('mysql', () => ask(suite, content));
  expect(refused.status).toBe(503);
  expect(refused.json.code).toBe('DATABASE_UNAVAILABLE');
  const asked = await ask(suite, content);
  expect(asked.status).toBe(201);
  expect(await putSingle(asked, content)).toMatchObject({ status: 200 });
});

it('a document that failed because of MySQL says so', async () => {
  const { stack } = suite;
  const proxy = await MysqlProxy.start(stack.databaseUrl);
  proxy.judge = (statement) =>
    statement.startsWith('update `documents`') && statement.includes('doc_hash_256')
      ? { errno: 1053, message: 'Server shutdown in progress' }
      : 'pass';
  const api = await startApi({ ...stack, databaseUrl: proxy.url });
  const account = 'shut-down';
  const answer = await call({ api }, 'POST /api/v1/documents', { account, body: form(table()) });
  expect([answer.status, answer.json.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
  const { json } = await call({ api }, 'GET /api/v1/documents', { account });
  expect(json.items).toMatchObject([
    { status: 'UPLOAD_FAILED', failure_reason: expect.stringMatching(/^DATABASE_UNAVAILABLE: The database/) },
  ]);
  await api.stop();
  await proxy.close();
});

it('without Redis a completion is accepted, and the sweep enqueues its verification', async () => {
  const content = table();
  const asked = await ask(suite, content);
  await putSingle(asked, content);
  const { doc_id: docId } = asked.json;
  const completed = await suite.without('redis', () => call(suite, `POST /api/v1/upload/${docId}/complete`));
  expect(completed.status, completed.text).toBe(202);
  expect(completed.json.status).toBe('UPLOAD_VERIFYING');
  const worker = await startWorker({ ...suite.stack.env, ORPHAN_SWEEP_MS: '500', ORPHAN_QUIET_SECONDS: '1' });
  try {
    await waitFor('the verification', async () => {
      const { json } = await call(suite, `GET /api/v1/upload/${docId}`);
      return json.status === 'UPLOAD_COMPLETE' || undefined;
    });
    expect((await call(suite, `GET /api/v1/documents/${docId}/content`)).text).toBe(content);
  } finally {
    await worker.stop();
  }
});
