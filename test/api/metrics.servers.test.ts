import { Readable } from 'node:stream';
import { promised } from '@sluice/core/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  type Client,
  call,
  createStack,
  FaultProxy,
  form,
  type Stack,
  sha256,
  startApi,
  startWorker,
  through,
  type Worker,
  waitFor,
} from '../harness/index.ts';
import { aDownload, rows } from '../harness/rows.ts';

const TOKEN = 'a-token-of-the-scraper';

let stack: Stack;
let redis: FaultProxy;
let api: Api;
let worker: Worker;
let workerUrl: string;
let client: Client;

beforeAll(async () => {
  stack = await createStack();
  redis = await FaultProxy.start(stack.redisUrl);
  const redisUrl = through(stack.redisUrl, redis);
  api = await startApi({ ...stack, env: { RATE_LIMIT_REQUESTS: '3' } });
  worker = await startWorker({ ...stack.env, REDIS_URL: redisUrl, METRICS_PORT: '0', ORPHAN_SWEEP_MS: '500' });
  workerUrl = await metricsUrl(worker);
  client = await api.client('metrics');
});
afterAll(async () => {
  await Promise.all([worker?.stop(), api?.stop()]);
  await redis?.close();
  await stack?.close();
});

const metricsUrl = async (of: Worker) =>
  `http://127.0.0.1:${(await of.waitForLine(({ msg }) => msg === 'serving metrics')).port}/metrics`;

const health = (path: string) => fetch(new URL(path, workerUrl));

const keyOf = async (docId: string): Promise<string> => {
  const [row] = await rows<{ s3_key: string }>(stack, sql`select s3_key from documents where doc_id = ${docId}`);
  return row?.s3_key ?? '';
};

const NAME = /^[a-z_:][a-z0-9_:]*$/;
const SERIES = /^([a-z_:][a-z0-9_:]*)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*)\})? (NaN|[+-]Inf|-?[\d.e+-]+)$/i;

/** Reads the metrics: every series by name and labels, each of which must have a TYPE and a HELP. */
async function scrape(url: string): Promise<Map<string, number>> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const [types, helps] = [new Map<string, string>(), new Set<string>()];
  const series = new Map<string, number>();
  for (const line of (await response.text()).split('\n').filter(Boolean)) {
    const [, kind, name = '', rest = ''] = /^# (TYPE|HELP) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'TYPE') types.set(name, rest);
    else if (kind === 'HELP') helps.add(name);
    else {
      const found = SERIES.exec(line);
      expect(found, line).not.toBeNull();
      const [, metric = '', labels = '', value] = found ?? [];
      const family = types.has(metric) ? metric : metric.replace(/_(bucket|sum|count)$/, '');
      expect(types.has(family) && helps.has(family), line).toBe(true);
      const key = labels ? `${metric}{${labels.split(',').sort().join(',')}}` : metric;
      expect(series.has(key), `twice: ${line}`).toBe(false);
      series.set(key, Number(value));
    }
  }
  for (const [name, type] of types) {
    expect(name).toMatch(NAME);
    if (name.startsWith('sluice_')) expect(name.endsWith('_total'), name).toBe(type === 'counter');
  }
  return series;
}

/** Waits until the series has this value. */
const reads = (url: string, key: string, value: number) =>
  waitFor(`${key} ${value}`, async () => ((await scrape(url)).get(key) === value ? true : undefined));

describe('the API', () => {
  it('counts requests by pattern and status, and refusals by limit', async () => {
    const account = 'counted';
    const ask = (path: string) => call({ api }, `GET /api/v1/${path}`, { account });
    const id = '018f2f3a-7c00-7000-8000-000000000000';
    const statuses = [
      await ask(`downloads/${id}`),
      await ask('downloads/no-id'),
      await ask('tools'),
      await ask('tools'),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([404, 400, 200, 429]);
    await fetch(`${api.url}/no/such/path?secret=1`);
    const series = await scrape(`${api.url}/metrics`);
    const count = (route: string, status: number) =>
      series.get(`sluice_http_requests_total{method="GET",route="${route}",status="${status}"}`);
    expect(count('/api/v1/downloads/:downloadId', 404)).toBe(1);
    expect(count('/api/v1/downloads/:downloadId', 400)).toBe(1);
    expect(count('/api/v1/tools', 200)).toBe(1);
    expect(count('/api/v1/tools', 429)).toBe(1);
    expect(series.get('sluice_rate_limited_requests_total{limit="requests"}')).toBe(1);
    expect(series.get('sluice_http_request_duration_seconds_count{method="GET",route="/api/v1/tools"}')).toBe(2);
    expect(series.get('sluice_rate_limiter_alone')).toBe(0);
    expect(series.get('sluice_http_requests_in_flight')).toBeLessThanOrEqual(1);
    expect(series.get('sluice_event_streams{kind="imports"}')).toBe(0);
    expect(series.get('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(series.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
    const text = [...series.keys()].join('\n');
    expect(text).not.toMatch(/counted|secret|such|018f2f3a/);
  });

  it('refuses requests that come through a proxy', async () => {
    const answer = await fetch(`${api.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.1' } });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the worker', () => {
  it('counts jobs, rows, queues, housekeeping and storage servers', async () => {
    const { job_id } = await client.imports.post(Buffer.from('identifier,name\nM-1,one\nM-2,two\nM-3,\n'));
    await reads(workerUrl, 'sluice_jobs_total{kind="import-file",outcome="completed"}', 1);
    const series = await scrape(workerUrl);
    expect(series.get('sluice_import_rows_total')).toBe(3);
    expect(series.get('sluice_job_duration_seconds_count{kind="import-file"}')).toBe(1);
    expect(series.get('sluice_queue_jobs{queue="imports",state="waiting"}')).toBe(0);
    expect(series.get('sluice_scrape_source_up{source="redis"}')).toBe(1);
    expect(series.get('sluice_scrape_source_up{source="mysql"}')).toBe(1);
    await reads(workerUrl, 'sluice_storage_server_up{server="default",status="active"}', 1);
    expect((await scrape(workerUrl)).get('sluice_storage_server_used_bytes{server="default"}')).toBe(0);
    expect([...series.keys()].join('\n')).not.toContain(job_id);
    await waitFor('housekeeping', async () =>
      (await scrape(workerUrl)).has('sluice_housekeeping_items_total{kind="requeue-orphans",what="requeued"}')
        ? true
        : undefined,
    );
  });

  it('counts failed jobs', async () => {
    await client.imports.post(Buffer.from('identifier,name\n'));
    await reads(workerUrl, 'sluice_jobs_total{kind="import-file",outcome="failed"}', 1);
  });

  it('responds in time without Redis, and reports what is missing', async () => {
    await redis.down();
    try {
      const inTime = promised(5_000);
      const series = await scrape(workerUrl);
      inTime();
      expect(series.get('sluice_scrape_source_up{source="redis"}')).toBe(0);
      expect(series.get('sluice_scrape_source_up{source="mysql"}')).toBe(1);
      expect([...series.keys()].some((key) => key.startsWith('sluice_queue_jobs'))).toBe(false);
      const unhealthy = await health('/health/ready');
      expect(unhealthy.status).toBe(503);
      expect(await unhealthy.json()).toMatchObject({
        status: 'unavailable',
        checks: { mysql: { state: 'up' }, redis: { state: 'down' }, s3: { state: 'up' } },
      });
      expect((await health('/health/live')).status).toBe(200);
    } finally {
      await redis.up();
    }
    await reads(workerUrl, 'sluice_scrape_source_up{source="redis"}', 1);
  });

  it('serves its health without a token', async () => {
    const ready = await health('/health/ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      checks: { mysql: { state: 'up' }, redis: { state: 'up' }, s3: { state: 'up' } },
    });
    expect(await (await health('/health/live')).json()).toEqual({ status: 'ok' });
  });

  it('serves nothing else, and no metrics through a proxy', async () => {
    expect((await fetch(new URL('/', workerUrl))).status).toBe(404);
    expect((await fetch(workerUrl, { method: 'POST' })).status).toBe(405);
    expect((await fetch(workerUrl, { headers: { forwarded: 'for=203.0.113.1' } })).status).toBe(403);
  });
});

describe('uploads and deliveries', () => {
  const value = async (url: string, key: string) => (await scrape(url)).get(key) ?? 0;
  const apiUrl = () => `${api.url}/metrics`;
  /** An account of its own for each step: the API of this suite allows three requests a minute. */
  const ask = (account: string, request: string, body?: Record<string, unknown> | FormData) =>
    call({ api }, request, { account, ...(body ? { body } : {}) });
  const announce = (content: string | Buffer) => ({
    ...{ doc_name: 'a.csv', doc_hash_256: sha256(content), file_size: content.length, content_type: 'text/csv' },
  });

  it('count uploads straight to S3: started, fresh URLs, completed, known, with their duration', async () => {
    const content = 'a,b\n1,2\n';
    const { json } = await ask('up', 'POST /api/v1/upload/request', announce(content));
    await ask('up', 'POST /api/v1/upload/request', announce(content));
    await fetch(json.s3_presigned_url, { method: 'PUT', headers: json.required_headers, body: content });
    await ask('up', `POST /api/v1/upload/${json.doc_id}/complete`);
    await reads(workerUrl, 'sluice_uploads_completed_total{way="single"}', 1);
    expect(await value(workerUrl, 'sluice_upload_duration_seconds_count{way="single"}')).toBe(1);
    expect(await value(apiUrl(), 'sluice_uploads_started_total{way="single"}')).toBe(1);
    expect(await value(apiUrl(), 'sluice_upload_urls_regenerated_total{way="single"}')).toBe(1);
  });

  it('count failed uploads by reason, and their retries', async () => {
    const content = 'c,d\n3,4\n';
    const { json } = await ask('mismatch', 'POST /api/v1/upload/request', announce(content));
    // Only the bytes show that the announcement was wrong.
    await stack.storage.putStream(await keyOf(json.doc_id), Readable.from([Buffer.from('something else')]), {
      contentType: 'text/csv',
    });
    const refused = await ask('mismatch', `POST /api/v1/upload/${json.doc_id}/complete`);
    expect(refused.json.code).toBe('UPLOAD_MISMATCH');
    await ask('mismatch', 'POST /api/v1/upload/request', announce(content));
    const series = await scrape(apiUrl());
    expect(series.get('sluice_uploads_failed_total{reason="UPLOAD_MISMATCH",way="single"}')).toBe(1);
    expect(series.get('sluice_upload_refusals_total{reason="UPLOAD_MISMATCH"}')).toBe(1);
    expect(series.get('sluice_upload_retries_total{way="single"}')).toBe(1);
    const picture = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(200)]);
    const fake = await ask('picture', 'POST /api/v1/upload/request', announce(picture));
    await fetch(fake.json.s3_presigned_url, {
      method: 'PUT',
      headers: fake.json.required_headers,
      body: new Uint8Array(picture),
    });
    await ask('picture', `POST /api/v1/upload/${fake.json.doc_id}/complete`);
    await reads(workerUrl, 'sluice_uploads_failed_total{reason="FILE_NOT_A_TABLE",way="single"}', 1);
  });

  it('count uploads through the API, and refused ones', async () => {
    const done = await value(apiUrl(), 'sluice_uploads_completed_total{way="api"}');
    await ask('through', 'POST /api/v1/documents', form('e,f\n5,6\n'));
    await ask('through', 'POST /api/v1/documents', form('e,f\n5,6\n'));
    await ask('through', 'POST /api/v1/documents', form(''));
    await ask('hash', 'POST /api/v1/upload/request', { ...announce('x'), doc_hash_256: 'no hash' });
    const series = await scrape(apiUrl());
    const of = (name: string) => series.get(name.includes('{') ? name : `${name}{way="api"}`);
    expect(of('sluice_uploads_completed_total')).toBe(done + 1);
    expect(of('sluice_uploads_known_total')).toBe(1);
    expect(of('sluice_uploads_failed_total{reason="FILE_EMPTY",way="api"}')).toBe(1);
    expect(of('sluice_upload_refusals_total{reason="UPLOAD_HASH_MALFORMED"}')).toBe(1);
    expect(of('sluice_upload_refusals_total{reason="FILE_EMPTY"}')).toBe(1);
  });

  it('count deliveries, first and later ones, by outcome', async () => {
    const first = 'sluice_deliveries_total{attempt="first",outcome="delivered"}';
    const before = await value(workerUrl, first);
    await (await api.client('deliver')).imports.post(Buffer.from('identifier,name\nD-1,one\n'));
    await reads(workerUrl, first, before + 1);
    // Its document is gone, so the artifact cannot be made again.
    const lost = await aDownload(stack, { accountId: 'lost', status: 'upload_failed' });
    await ask('lost', `POST /api/v1/downloads/${lost}/reprocess`);
    await reads(workerUrl, 'sluice_deliveries_total{attempt="later",outcome="failed"}', 1);
  });
});

describe('with METRICS_TOKEN', () => {
  it('both respond only to callers that send it', async () => {
    const env = { METRICS_TOKEN: TOKEN };
    const [otherApi, other] = await Promise.all([
      startApi({ ...stack, env }),
      startWorker({ ...stack.env, ...env, METRICS_PORT: '0' }),
    ]);
    try {
      for (const url of [`${otherApi.url}/metrics`, await metricsUrl(other)]) {
        const status = async (headers: Record<string, string>) => (await fetch(url, { headers })).status;
        expect(await status({})).toBe(403);
        expect(await status({ authorization: `Bearer ${TOKEN}x` })).toBe(403);
        expect(await status({ authorization: `Bearer ${TOKEN}` })).toBe(200);
        expect(await status({ authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.1' })).toBe(200);
      }
      const { port } = new URL(await metricsUrl(other));
      const third = await startWorker({ ...stack.env, METRICS_PORT: port });
      await third.waitForLine(({ msg }) => msg === 'could not listen on the metrics port; continuing without metrics');
      expect(await third.stop()).toBe(0);
    } finally {
      await Promise.all([otherApi.stop(), other.stop()]);
    }
  });
});
