import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSluiceClient } from './client.ts';
import type { SluiceError } from './error.ts';
import { pages } from './pages.ts';

type Step = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server | undefined;

/** A server that responds to its n-th request with the n-th step, and to any further one with the last. */
async function scripted(...steps: Step[]) {
  const seen: { method: string; url: string; key: string | undefined; auth: string | undefined }[] = [];
  server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, key: headers['idempotency-key'] as string | undefined, auth: headers.authorization });
    request.resume();
    (steps[seen.length - 1] ?? steps.at(-1))?.(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { seen, client: createSluiceClient({ baseUrl, token: () => 'abc', retry: { baseMs: 1, maxWaitMs: 2_000 } }) };
}
afterEach(() => void server?.close().closeAllConnections());

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Step =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(status, { status, code, detail: `it is ${code}`, trace_id: 't-1', fields: [] }, headers);
const disconnect: Step = (request) => void request.socket.destroy();
const tools = json(200, { items: [] });

describe('retries', () => {
  it('retries a read after a lost connection, 503 and 429', async () => {
    const { seen, client } = await scripted(
      disconnect,
      problem(503, 'DATABASE_UNAVAILABLE'),
      problem(429, 'RATE_LIMITED'),
      tools,
    );
    await client.GET('/api/v1/tools');
    expect(seen).toHaveLength(4);
    expect(seen[0]?.auth).toBe('Bearer abc');
  });

  it('waits as long as Retry-After asks', async () => {
    const { client } = await scripted(problem(503, 'QUEUE_UNAVAILABLE', { 'retry-after': '1' }), tools);
    const began = performance.now();
    await client.GET('/api/v1/tools');
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
  });

  it('gives up when Retry-After exceeds the longest wait', async () => {
    const { seen, client } = await scripted(problem(429, 'RATE_LIMITED', { 'retry-after': '60' }));
    await expect(client.GET('/api/v1/tools')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 60 });
    expect(seen).toHaveLength(1);
  });

  it('gives up after five attempts and reports that the server is unreachable', async () => {
    const { seen, client } = await scripted(disconnect);
    await expect(client.GET('/api/v1/tools')).rejects.toMatchObject({ code: 'NETWORK', status: 0 });
    expect(seen).toHaveLength(5);
  });

  it('does not retry a call that is refused', async () => {
    const { seen, client } = await scripted(problem(404, 'NOT_FOUND'));
    const error = (await client.GET('/api/v1/tools').catch((caught: unknown) => caught)) as SluiceError;
    expect(error).toMatchObject({ name: 'SluiceError', code: 'NOT_FOUND', status: 404, detail: 'it is NOT_FOUND' });
    expect(error.traceId).toBe('t-1');
    expect(seen).toHaveLength(1);
  });

  it('retries a creating POST with the same idempotency key', async () => {
    const inProgress = problem(409, 'IDEMPOTENCY_IN_PROGRESS', { 'retry-after': '0' });
    const { seen, client } = await scripted(disconnect, inProgress, json(202, { job_id: '1' }));
    const body = { doc_id: 'd', on_invalid: 'skip', on_duplicate: 'reject', on_blank: 'keep', dry_run: false } as const;
    await client.POST('/api/v1/{importer}/bulk', { params: { path: { importer: 'assets' } }, body });
    expect(seen.map(({ url }) => url)).toEqual(Array(3).fill('/api/v1/assets/bulk'));
    expect(seen[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1);
  });

  it('does not retry any other POST', async () => {
    const { seen, client } = await scripted(disconnect);
    const call = client.POST('/api/v1/downloads/{downloadId}/reprocess', { params: { path: { downloadId: 'x' } } });
    await expect(call).rejects.toMatchObject({ code: 'NETWORK' });
    expect(seen).toHaveLength(1);
  });

  it('rejects the response of another server with UNEXPECTED_ANSWER', async () => {
    const { client } = await scripted((_request, response) => void response.writeHead(418).end('<h1>tea</h1>'));
    await expect(client.GET('/api/v1/tools')).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 418 });
  });

  it('passes an abort on unchanged', async () => {
    const { client } = await scripted(() => {});
    const signal = AbortSignal.timeout(20);
    await expect(client.GET('/api/v1/tools', { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

it('yields the items of every page', async () => {
  const { seen, client } = await scripted(
    json(200, { items: [1, 2], next_cursor: 'b' }),
    json(200, { items: [], next_cursor: 'c' }),
    json(200, { items: [3], next_cursor: null }),
  );
  const all: unknown[] = [];
  const load = async (cursor: string | undefined) =>
    (await client.GET('/api/v1/downloads', { params: { query: cursor ? { cursor } : {} } })).data;
  for await (const item of pages(load)) all.push(item);
  expect(all).toEqual([1, 2, 3]);
  expect(seen.map(({ url }) => url)).toEqual([
    '/api/v1/downloads',
    '/api/v1/downloads?cursor=b',
    '/api/v1/downloads?cursor=c',
  ]);
});
