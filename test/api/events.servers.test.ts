import { importWork } from '@sluice/db/imports';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { type Api, call, FaultProxy, startApi, through, useSuite } from '../harness/index.ts';
import { anImport } from '../harness/rows.ts';
import { EventReader } from './event-reader.ts';

const suite = useSuite({ api: { MAX_EVENT_STREAMS: '60' } });
const account = 'watch';

const open = (id: string, headers: Record<string, string> = {}, url = suite.api.url) =>
  EventReader.open(`${url}/api/v1/assets/bulk/${id}/events`, account, headers);

const set = (id: string, assignments: ReturnType<typeof sql>) =>
  suite.stack.db.execute(sql`update bulk_import_jobs set ${assignments} where id = ${id}`);

describe('the events of an import', () => {
  it('report progress and completion, then the stream ends', async () => {
    const id = await anImport(suite.stack, { accountId: account });
    const stream = await open(id);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await stream.next()).toMatchObject({ event: 'progress', data: { job_id: id, status: 'pending' } });
    await importWork.claim(suite.stack.db, id, 10);
    expect(await stream.next()).toMatchObject({ event: 'progress', data: { status: 'processing', attempt: 1 } });
    await set(id, sql`total_rows = 4, processed_rows = 1, succeeded_rows = 1, inserted_rows = 1`);
    expect(await stream.next()).toMatchObject({ event: 'progress', data: { percent: 25, successful_rows: 1 } });
    await set(id, sql`status = 'completed', processed_rows = 4, succeeded_rows = 4, inserted_rows = 4`);
    expect(await stream.next()).toMatchObject({
      event: 'done',
      data: { status: 'completed', percent: 100, errors: [], downloads: [] },
    });
    expect(await stream.next()).toBeUndefined();
  });

  it('report a final import immediately', async () => {
    const id = await anImport(suite.stack, { accountId: account, status: 'cancelled' });
    const stream = await open(id);
    expect(await stream.next()).toMatchObject({ event: 'done', data: { status: 'cancelled' } });
    expect(await stream.next()).toBeUndefined();
  });

  it('resume after the last event received', async () => {
    const id = await anImport(suite.stack, { accountId: account });
    const first = await open(id);
    const seen = await first.next();
    await first.close();
    const second = await open(id, { 'Last-Event-ID': seen?.id ?? '' });
    // Nothing has changed yet, so this is the first event.
    await set(id, sql`total_rows = 7`);
    const news = await second.next();
    expect(news).toMatchObject({ event: 'progress', data: { total_rows: 7 } });
    await second.close();
    await set(id, sql`status = 'failed'`);
    const third = await open(id, { 'Last-Event-ID': news?.id ?? '' });
    const done = await third.next();
    expect(done).toMatchObject({ event: 'done', data: { status: 'failed' } });
    const answer = await call(suite, `GET /api/v1/assets/bulk/${id}/events`, {
      account,
      headers: { 'Last-Event-ID': done?.id ?? '' },
    });
    expect([answer.status, answer.text]).toEqual([204, '']);
    // When the import runs again, there are events again.
    await set(id, sql`status = 'pending'`);
    const fourth = await open(id, { 'Last-Event-ID': done?.id ?? '' });
    expect(await fourth.next()).toMatchObject({ event: 'progress', data: { status: 'pending' } });
    await fourth.close();
  });

  it('are not streamed for HEAD', async () => {
    const id = await anImport(suite.stack, { accountId: account });
    const answer = await call(suite, `HEAD /api/v1/assets/bulk/${id}/events`, { account });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });

  it('ignore an unknown Last-Event-ID', async () => {
    const id = await anImport(suite.stack, { accountId: account });
    const stream = await open(id, { 'Last-Event-ID': 'nonsense.completed' });
    expect(await stream.next()).toMatchObject({ event: 'progress' });
    await stream.close();
  });

  it('reach fifty clients that watch ten imports', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => anImport(suite.stack, { accountId: account })));
    const streams = await Promise.all([...ids, ...ids, ...ids, ...ids, ...ids].map((id) => open(id)));
    await Promise.all(streams.map((stream) => stream.next()));
    await suite.stack.db.execute(sql`update bulk_import_jobs set status = 'completed'
      where id in (${sql.join(
        ids.map((id) => sql`${id}`),
        sql`, `,
      )})`);
    const ends = await Promise.all(streams.map((stream) => stream.next()));
    expect(ends.map((end) => end?.event)).toEqual(Array(50).fill('done'));
  });

  it('end when the API shuts down, without delaying it', async () => {
    const id = await anImport(suite.stack, { accountId: account });
    const api = await startApi(suite.stack);
    const stream = await open(id, {}, api.url);
    await stream.next();
    const stopped = api.stop();
    expect(await stream.next()).toBeUndefined();
    expect(await stopped).toBe(0);
    expect(api.lines.some(({ msg }) => msg === 'aborting unfinished requests')).toBe(false);
  });
});

describe('the limit of open streams', () => {
  const LIMIT = { MAX_EVENT_STREAMS: '2' };
  const get = (api: Api, id: string, account: string) =>
    call({ api }, `GET /api/v1/assets/bulk/${id}/events`, { account });

  it('counts those of an account in all API processes', async () => {
    const accountId = 'limited';
    const id = await anImport(suite.stack, { accountId });
    const apis = await Promise.all([
      startApi({ ...suite.stack, env: LIMIT }),
      startApi({ ...suite.stack, env: LIMIT }),
    ]);
    const [one, two] = apis;
    const openAt = (url: string) => EventReader.open(`${url}/api/v1/assets/bulk/${id}/events`, accountId);
    const streams = [await openAt(one.url), await openAt(two.url)];
    for (const api of apis) {
      const refused = await get(api, id, accountId);
      expect([refused.status, refused.json.code]).toEqual([429, 'TOO_MANY_STREAMS']);
      expect(refused.json.quota).toEqual({ name: 'event_streams', limit: 2, used: 2 });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    // Another account is not affected.
    const other = await anImport(suite.stack, { accountId: 'unlimited' });
    const free = await EventReader.open(`${one.url}/api/v1/assets/bulk/${other}/events`, 'unlimited');
    expect(await free.next()).toMatchObject({ event: 'progress' });
    await free.close();
    await streams.pop()?.close();
    await expect
      .poll(async () => {
        const again = await openAt(one.url);
        if (again.response.ok) streams.push(again);
        return again.response.status;
      })
      .toBe(200);
    for (const stream of streams) await stream.close();
    await Promise.all(apis.map((api) => api.stop()));
  });

  it('is kept by each process on its own while Redis is down', async () => {
    const proxy = await FaultProxy.start(suite.stack.redisUrl);
    const api = await startApi({ ...suite.stack, redisUrl: through(suite.stack.redisUrl, proxy), env: LIMIT });
    const accountId = 'alone';
    const id = await anImport(suite.stack, { accountId });
    await proxy.down();
    const openOne = () => EventReader.open(`${api.url}/api/v1/assets/bulk/${id}/events`, accountId);
    const streams = [await openOne(), await openOne()];
    for (const stream of streams) expect(await stream.next()).toMatchObject({ event: 'progress' });
    expect((await get(api, id, accountId)).status).toBe(429);
    for (const stream of streams) await stream.close();
    await expect.poll(async () => (await openOne()).response.status).toBe(200);
    await proxy.up();
    await api.stop();
    await proxy.close();
  });
});
