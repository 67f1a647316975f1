import { connect } from 'node:net';
import { promised } from '@sluice/core/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createStack,
  FaultProxy,
  launchApi,
  type Stack,
  startApi,
  through,
  useSuite,
  waitFor,
} from '../harness/index.ts';
import { objects, rows } from '../harness/rows.ts';
import { RawUpload } from './raw-upload.ts';

describe('startup', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await createStack();
  });
  afterAll(() => stack.close());

  it('waits for an unreachable server and logs it', async () => {
    const proxy = await FaultProxy.start(stack.redisUrl);
    await proxy.down();
    const api = launchApi({ ...stack, redisUrl: through(stack.redisUrl, proxy) });
    const waiting = await api.waitForLine(({ waiting_for }) => waiting_for === 'Redis');
    expect(waiting.level).toBe(40);
    expect(api.lines.some(({ msg }) => msg === 'ready')).toBe(false);
    await proxy.up();
    await api.waitForLine(({ msg }) => msg === 'ready');
    api.kill();
    expect(await api.exited).toEqual({ code: 0, signal: null });
    await proxy.close();
  });

  it('can be stopped while it waits', async () => {
    const api = launchApi({ ...stack, redisUrl: 'redis://127.0.0.1:9' });
    await api.waitForLine(({ waiting_for }) => waiting_for === 'Redis');
    api.kill();
    expect(await api.exited).toEqual({ code: 0, signal: null });
  });

  it('refuses invalid settings without printing secrets', async () => {
    const api = launchApi({ ...stack, env: { JWT_SECRET: 'hunter2', API_PORT: 'http' } });
    expect(await api.exited).toEqual({ code: 1, signal: null });
    const said = JSON.stringify(api.lines);
    expect(said).toContain('JWT_SECRET');
    expect(said).toContain('API_PORT');
    expect(said).not.toContain('hunter2');
  });

  it('does not wait when a password is wrong', async () => {
    const url = new URL(stack.databaseUrl);
    url.password = 'wrong';
    const api = launchApi({ ...stack, databaseUrl: url.href });
    expect(await api.exited).toEqual({ code: 1, signal: null });
  });

  it('works in four processes at once on an empty database', async () => {
    const fresh = await createStack();
    try {
      const apis = await Promise.all(Array.from({ length: 4 }, () => startApi(fresh)));
      expect(await Promise.all(apis.map((api) => api.stop()))).toEqual([0, 0, 0, 0]);
    } finally {
      await fresh.close();
    }
  });
});

describe('shutdown', () => {
  const suite = useSuite();
  const statusOf = async (account: string) => {
    const found = await rows<{ upload_status: string }>(
      suite.stack,
      sql`select upload_status from documents where account_id = ${account}`,
    );
    return found[0]?.upload_status;
  };
  const begun = (account: string) => waitFor('the row', () => statusOf(account));

  it('lets a request finish and accepts no new one', async () => {
    const api = await startApi(suite.stack);
    const upload = await RawUpload.open({ url: api.url, account: 'finish', size: 200_000 });
    upload.send(100_000);
    await begun('finish');
    const stopped = api.stop();
    await api.waitForLine(({ msg }) => msg === 'stopping');
    await waitFor('a refused connection', async () =>
      fetch(`${api.url}/health/live`).then(
        () => undefined,
        () => true,
      ),
    );
    expect(await upload.finish()).toMatch(/^HTTP\/1.1 201 /);
    expect(await stopped).toBe(0);
    expect(await statusOf('finish')).toBe('UPLOAD_COMPLETE');
  });

  it('aborts a request that does not finish, and cleans up after it', async () => {
    const api = await startApi(suite.stack);
    const headers = { 'Idempotency-Key': 'stuck' };
    const upload = await RawUpload.open({ url: api.url, account: 'stuck', size: 200_000, headers });
    upload.send(100_000);
    await begun('stuck');
    const inTime = promised(12_000);
    expect(await api.stop()).toBe(0);
    inTime();
    expect(await statusOf('stuck')).toBe('UPLOAD_FAILED');
    expect((await objects(suite.stack)).filter((key) => key.includes('/stuck/'))).toEqual([]);
    expect(await rows(suite.stack, sql`select 1 from idempotency_keys where \`key\` = 'stuck'`)).toEqual([]);
  });
});

describe('malformed requests', () => {
  const suite = useSuite();
  const say = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(suite.api.url);
      let answer = '';
      connect(Number(port), hostname)
        .on('data', (chunk) => {
          answer += chunk;
        })
        .on('error', () => {})
        .once('close', () => resolve(answer))
        .end(text);
    });

  it.each([
    ['nonsense', 'nonsense\r\n\r\n', 400],
    ['a broken header', 'GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 400],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx',
      400,
    ],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
  ])('%s gets a problem response', async (_what, text, status) => {
    const answer = await say(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'MALFORMED_REQUEST', status });
    expect((await fetch(`${suite.api.url}/health/live`)).status).toBe(200);
  });

  it('a path with control characters or no content gets a problem response', async () => {
    for (const path of ['/%00', '/api/v1/%2e%2e/x', '/api//v1', '/api/v1/assets%0d%0aX:y']) {
      const answer = await say(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer, path).toMatch(/^HTTP\/1.1 40[14] /);
    }
  });
});
