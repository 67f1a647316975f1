import { promised } from '@sluice/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  type Api,
  call,
  createStack,
  FaultProxy,
  type Stack,
  sha256,
  startApi,
  through,
  waitFor,
} from '../harness/index.ts';
import { aDocument } from '../harness/rows.ts';

const QUOTAS = {
  RATE_LIMIT_REQUESTS: '8',
  RATE_LIMIT_UPLOADS: '2',
  RATE_LIMIT_JOBS: '3',
  RATE_LIMIT_FAILED_AUTH: '4',
  TRUST_PROXY: '1',
  // On a busy machine Redis can seem unreachable, and then each process counts on its own.
  RATE_LIMIT_WAIT_MS: '60000',
};
/** Long enough for a busy machine, and less than `is slow` below. */
const SHORT_WAIT = { RATE_LIMIT_WAIT_MS: '1500' };

let stack: Stack;
let redis: FaultProxy;
let apis: [Api, Api];
/** Reaches Redis through the proxy. */
let behindProxy: Api;
let number = 0;
const newAccount = () => `limited-${number++}`;

beforeAll(async () => {
  stack = await createStack();
  redis = await FaultProxy.start(stack.redisUrl);
  const redisUrl = through(stack.redisUrl, redis);
  const start = (more = {}) => startApi({ ...stack, env: QUOTAS, ...more });
  [behindProxy, ...apis] = await Promise.all([
    start({ redisUrl, env: { ...QUOTAS, ...SHORT_WAIT } }),
    start(),
    start(),
  ]);
});
afterAll(async () => {
  await Promise.all([behindProxy, ...(apis ?? [])].map((api) => api?.stop()));
  await redis?.close();
  await stack?.close();
});

const ask = (account: string, at: 0 | 1 = 0, request = 'GET /api/v1/tools', body?: Record<string, unknown>) =>
  call({ api: apis[at] }, request, { account, ...(body ? { body } : {}) });

async function several(times: number, work: (time: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let time = 0; time < times; time++) answers.push(await work(time));
  return answers;
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);
const header = ({ headers }: Answer, name: string) => headers.get(name);

/** Expects a problem response that names the limit and the seconds until it resets. */
function expectRefused(answer: Answer, what: string): void {
  expect(answer.status, answer.text).toBe(429);
  expect(header(answer, 'content-type')).toBe('application/problem+json');
  expect(answer.json).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
  const seconds = Number(header(answer, 'retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(answer.json.detail).toContain(what);
  expect(answer.json.detail).toContain(`${seconds} s`);
  expect(header(answer, 'ratelimit-reset')).toBe(String(seconds));
  expect(header(answer, 'ratelimit-remaining')).toBe('0');
}

describe('requests of an account', () => {
  it('are counted across processes, and reported in every response', async () => {
    const account = newAccount();
    const answers = await several(8, (time) => ask(account, time % 2 === 0 ? 0 : 1));
    expect(statuses(answers)).toEqual(Array(8).fill(200));
    expect(answers.map((answer) => header(answer, 'ratelimit-remaining'))).toEqual([...'76543210']);
    for (const answer of answers) {
      expect(header(answer, 'ratelimit-limit')).toBe('8');
      expect(header(answer, 'ratelimit-policy')).toBe('"requests";q=8;w=60');
      expect(header(answer, 'ratelimit')).toMatch(/^"requests";r=\d;t=([1-9]|[1-5]\d|60)$/);
      expect(header(answer, 'retry-after')).toBeNull();
    }
    expectRefused(await ask(account, 0), '8 requests per minute');
    expectRefused(await ask(account, 1), '8 requests per minute');
  });

  it('do not count for other accounts', async () => {
    const [one, other] = [newAccount(), newAccount()];
    await several(9, () => ask(one));
    expect((await ask(one)).status).toBe(429);
    expect((await ask(other)).status).toBe(200);
  });

  it('are limited exactly when sent concurrently', async () => {
    const account = newAccount();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(account, at % 2 === 0 ? 0 : 1)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(32);
  });

  it('count even if they fail or have an unknown path', async () => {
    const account = newAccount();
    expect(header(await ask(account, 0, 'GET /api/v1/downloads/no-id'), 'ratelimit-remaining')).toBe('7');
    const id = '018f2f3a-7c00-7000-8000-000000000000';
    const missing = await ask(account, 0, `GET /api/v1/downloads/${id}`);
    expect([missing.status, header(missing, 'ratelimit-remaining')]).toEqual([404, '6']);
  });

  it('to health, docs and metrics are not limited', async () => {
    for (const path of ['/health/live', '/openapi.json', '/metrics']) {
      for (let time = 0; time < 10; time++) {
        const answer = await fetch(`${apis[0].url}${path}`);
        expect([path, answer.status, answer.headers.get('ratelimit-limit')]).toEqual([path, 200, null]);
        await answer.arrayBuffer();
      }
    }
  });
});

describe('submissions of jobs', () => {
  it('have a separate limit, which the headers report while it is the tightest', async () => {
    const account = newAccount();
    const doc_id = await aDocument(stack, account);
    const submit = () => ask(account, 0, 'POST /api/v1/assets/bulk', { doc_id });
    const answers = await several(3, submit);
    expect(statuses(answers)).toEqual([202, 202, 202]);
    expect(answers.map((answer) => header(answer, 'ratelimit-limit'))).toEqual(['3', '3', '3']);
    expect(answers.map((answer) => header(answer, 'ratelimit-remaining'))).toEqual(['2', '1', '0']);
    expect(header(answers[0] as Answer, 'ratelimit-policy')).toBe('"requests";q=8;w=60, "jobs";q=3;w=60');
    expectRefused(await submit(), '3 job submissions per minute');
    expectRefused(await ask(account, 1, 'POST /api/v1/analyses', { tool: 'profile-my-data', doc_id }), '3 job');
    expectRefused(await ask(account, 1, 'POST /api/v1/reprocess-runs', { filter: {} }), '3 job');
    expect((await ask(account)).status).toBe(200);
  });
});

describe('upload requests', () => {
  it('have a limit separate from job submissions', async () => {
    const account = newAccount();
    const body = { doc_name: 'a.csv', doc_hash_256: sha256(account), file_size: 3 };
    const request = (at: 0 | 1) => ask(account, at, 'POST /api/v1/upload/request', body);
    expect(statuses([await request(0), await request(1)])).toEqual([201, 200]);
    expectRefused(await request(0), '2 upload requests per minute');
    const doc_id = await aDocument(stack, account);
    expect((await ask(account, 1, 'POST /api/v1/assets/bulk', { doc_id })).status).toBe(202);
  });
});

describe('rejected credentials', () => {
  const guess = async (address: string, authorization = 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x') => {
    const headers = { authorization, 'x-forwarded-for': `1.2.3.${number++}, ${address}` };
    const response = await fetch(`${apis[0].url}/api/v1/tools`, { headers });
    return { status: response.status, headers: response.headers, text: '', json: await response.json() } as Answer;
  };

  it('are counted by address as seen by the last proxy, while valid ones still pass', async () => {
    expect(statuses(await several(4, () => guess('203.0.113.5')))).toEqual([401, 401, 401, 401]);
    expectRefused(await guess('203.0.113.5'), '4 rejected credentials per minute');
    expect((await guess('203.0.113.6')).status).toBe(401);
    const good = `Bearer ${await apis[0].token(newAccount())}`;
    expect((await guess('203.0.113.5', good)).status).toBe(200);
  });

  it('of one IPv6 network count together', async () => {
    const answers = await several(5, (time) => guess(`2001:db8:5:6::${time + 1}`));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 429]);
    expect((await guess('2001:db8:5:7::1')).status).toBe(401);
  });

  it('at the sign-in and the queue board count too', async () => {
    const from = { 'x-forwarded-for': '203.0.113.9', origin: apis[0].url };
    const signIn = () =>
      fetch(`${apis[0].url}/api/v1/session`, {
        method: 'POST',
        headers: { ...from, 'content-type': 'application/json' },
        body: JSON.stringify({ token: 'no token' }),
      });
    const queues = () =>
      fetch(`${apis[0].url}/admin/queues`, { headers: { ...from, authorization: 'Bearer no.good.token' } });
    const seen: number[] = [];
    for (const knock of [signIn, queues, signIn, queues, signIn, queues]) seen.push((await knock()).status);
    expect(seen).toEqual([401, 401, 401, 401, 429, 429]);
    expectRefused(await guess('203.0.113.9'), '4 rejected credentials');
  });
});

const ALONE = 'rate limits: Redis is unreachable; counting per process';
const TOGETHER = 'rate limits: Redis is back; counting across processes again';
const said = (msg: string) => behindProxy.lines.filter((line) => line.msg === msg).length;

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${behindProxy.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}
const isAlone = () => metric('sluice_rate_limiter_alone');
/** Known as soon as it happens, while a line of the log may be read later. */
const fallbacks = () => metric('sluice_rate_limiter_fallbacks_total');

/** Resolves when the API counts with Redis again. */
const together = (times: number) =>
  waitFor('counting together', async () => (said(TOGETHER) === times ? true : undefined));

describe.each([
  ['is down', () => redis.down(), () => redis.up()],
  ['accepts connections but never responds', async () => redis.set({ stallDownAfter: 0 }), async () => redis.set({})],
  ['is slow', async () => redis.set({ delayMs: 2_000 }), async () => redis.set({})],
  ['drops every connection', async () => redis.set({ cutDownAfter: 0 }), async () => redis.set({})],
])('when Redis %s', (_name, breakIt, healIt) => {
  it('requests are counted per process, none hangs, and this is logged once', async () => {
    const request = (account: string) => call({ api: behindProxy }, 'GET /api/v1/tools', { account });
    // On a busy machine Redis may seem unreachable before it is.
    const account = await waitFor('two requests that Redis counts', async () => {
      const account = newAccount();
      const before = await fallbacks();
      await several(2, () => request(account));
      return (await fallbacks()) === before && (await isAlone()) === 0 ? account : undefined;
    });
    const [alone, back] = [said(ALONE), said(TOGETHER)];
    await breakIt();
    const inTime = promised(2_000);
    const answers = await several(9, () => request(account));
    inTime();
    expect(await isAlone()).toBe(1);
    await healIt();
    // The process starts its own count at the first request that Redis did not count, so it allows eight more.
    expect(statuses(answers)).toEqual([...Array(8).fill(200), 429]);
    await together(back + 1);
    expect([said(ALONE), said(TOGETHER)]).toEqual([alone + 1, back + 1]);
    expect(await isAlone()).toBe(0);
    const other = newAccount();
    const seen = await several(2, () => request(other));
    expect(seen.map((answer) => header(answer, 'ratelimit-remaining'))).toEqual(['7', '6']);
  });
});
