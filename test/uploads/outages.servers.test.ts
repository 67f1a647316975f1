import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Api,
  call,
  createStack,
  FaultProxy,
  type Stack,
  startApi,
  startWorker,
  waitFor,
} from '../harness/index.ts';
import { ask, putSingle, table } from './support/requests.ts';

let stack: Stack;
let api: Api;
let proxies: Record<'mysql' | 'redis' | 's3', FaultProxy>;
const suite = {
  get stack() {
    return stack;
  },
  get api() {
    return api;
  },
};

const through = (url: string, proxy: FaultProxy): string => {
  const changed = new URL(url);
  changed.port = new URL(proxy.endpoint).port;
  return changed.href.replace(/\/$/, '');
};

beforeAll(async () => {
  stack = await createStack();
  const { S3_ENDPOINT: s3 = '' } = stack.storageEnv;
  proxies = {
    mysql: await FaultProxy.start(stack.databaseUrl),
    redis: await FaultProxy.start(stack.redisUrl),
    s3: await FaultProxy.start(s3),
  };
  api = await startApi({
    databaseUrl: through(stack.databaseUrl, proxies.mysql),
    redisUrl: through(stack.redisUrl, proxies.redis),
    redisPrefix: stack.redisPrefix,
    // Presigned URLs bypass the proxy.
    storageEnv: { ...stack.storageEnv, S3_ENDPOINT: proxies.s3.endpoint, S3_PUBLIC_ENDPOINT: s3 },
    env: { S3_MAX_ATTEMPTS: '2', S3_RETRY_BASE_MS: '10', UPLOAD_VERIFY_WAIT_MS: '200' },
  });
});
afterAll(async () => {
  await api?.stop();
  await Promise.all(Object.values(proxies ?? {}).map((proxy) => proxy.close()));
  await stack?.close();
});

async function without<T>(name: keyof typeof proxies, work: () => Promise<T>): Promise<T> {
  await proxies[name].down();
  try {
    return await work();
  } finally {
    await proxies[name].up();
    await waitFor(`${name} is back`, async () =>
      (await fetch(`${api.url}/health/ready`)).status === 200 ? true : undefined,
    );
  }
}

it('without S3 uploads can be requested, while completing and reading them reports the outage', async () => {
  const content = table();
  const asked = await without('s3', async () => {
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
  const refused = await without('mysql', () => ask(suite, content));
  expect(refused.status).toBe(503);
  expect(refused.json.code).toBe('DATABASE_UNAVAILABLE');
  const asked = await ask(suite, content);
  expect(asked.status).toBe(201);
  expect(await putSingle(asked, content)).toMatchObject({ status: 200 });
});

it('without Redis a completion is accepted, and the sweep enqueues its verification', async () => {
  const content = table();
  const asked = await ask(suite, content);
  await putSingle(asked, content);
  const { doc_id: docId } = asked.json;
  const completed = await without('redis', () => call(suite, `POST /api/v1/upload/${docId}/complete`));
  expect(completed.status, completed.text).toBe(202);
  expect(completed.json.status).toBe('UPLOAD_VERIFYING');
  const worker = await startWorker({ ...stack.env, ORPHAN_SWEEP_MS: '500', ORPHAN_QUIET_SECONDS: '1' });
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
