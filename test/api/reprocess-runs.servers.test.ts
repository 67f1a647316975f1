import { randomUUID } from 'node:crypto';
import { newId } from '@sluice/core';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, useSuite, waitFor, walk } from '../harness/index.ts';
import { aDownload, anAnalysis, anImport, aRun, rows } from '../harness/rows.ts';

const suite = useSuite();
const path = '/api/v1/reprocess-runs';
const post = (account: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  call(suite, `POST ${path}`, { account, body, headers });
const runsOf = (account: string) =>
  rows<Record<string, unknown>>(suite.stack, sql`select * from reprocess_runs where account_id = ${account}`);

describe('POST /reprocess-runs', () => {
  it('only counts matches with dry_run', async () => {
    const accountId = 'dry';
    const clean = await anAnalysis(suite.stack, { accountId, tool: 'clean-my-data' });
    const failed = { accountId, status: 'upload_failed' } as const;
    await aDownload(suite.stack, { ...failed, analysisId: clean, createdAt: '2026-11-01 00:00:00' });
    await aDownload(suite.stack, { ...failed, analysisId: clean, createdAt: '2026-11-02 00:00:00' });
    await aDownload(suite.stack, { ...failed, createdAt: '2026-11-03 00:00:00' });
    const jobId = await anImport(suite.stack, { accountId });
    await aDownload(suite.stack, { ...failed, jobId, format: 'csv', createdAt: '2026-11-03 00:00:00' });
    // None of these match: delivered, converted from a result file on request, of another account.
    await aDownload(suite.stack, { accountId, analysisId: clean, status: 'uploaded' });
    await aDownload(suite.stack, { ...failed, jobId, format: 'json' });
    await aDownload(suite.stack, { ...failed, accountId: 'dry-other' });
    const matched = async (filter: Record<string, unknown>) => {
      const answer = await post(accountId, { filter, dry_run: true });
      expect([answer.status, Object.keys(answer.json)]).toEqual([200, ['matched']]);
      return answer.json.matched;
    };
    expect(await matched({})).toBe(4);
    expect(await matched({ tool: 'clean-my-data' })).toBe(2);
    expect(await matched({ analysis_id: clean, from: '2026-11-02' })).toBe(1);
    expect(await matched({ from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z' })).toBe(1);
    expect(await matched({ analysis_id: newId() })).toBe(0);
    expect(await runsOf(accountId)).toEqual([]);
  });

  it('creates a run and enqueues its job under its ID', async () => {
    const filter = { tool: 'clean-my-data', from: '2026-11-01' };
    const answer = await post('make', { filter });
    expect(answer.status, answer.text).toBe(202);
    const id = answer.json.run_id;
    expect(answer.json).toMatchObject({ status: 'accepted', status_url: `${path}/${id}` });
    expect(answer.headers.get('location')).toBe(`${path}/${id}`);
    const job = await suite.stack.queues.queue('artifact-uploads').getJob(id);
    expect(job).toMatchObject({ name: 'reprocess-run', data: { run_id: id } });
    expect(await waitFor('the mark', async () => (await runsOf('make')).find((run) => run.enqueued_at))).toMatchObject({
      ...{ run_id: id, filter, status: 'pending', requested_by: 'member@make', trace_id: answer.json.trace_id },
    });
  });

  it('creates one run per Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = await post('once', { filter: {} }, headers);
    const again = await post('once', { filter: {} }, headers);
    expect([again.status, again.text]).toEqual([202, first.text]);
    expect(await runsOf('once')).toHaveLength(1);
    expect((await post('once', { filter: {}, dry_run: true }, headers)).json.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('names every invalid field', async () => {
    const cases: [Record<string, unknown>, string][] = [
      [{}, 'filter'],
      [{ filter: { tool: 'x' } }, 'filter.tool'],
      [{ filter: { analysis_id: '1' } }, 'filter.analysis_id'],
      [{ filter: { from: 'yesterday' } }, 'filter.from'],
      [{ filter: { status: 'uploaded' } }, 'filter.status'],
      [{ filter: {}, dry_run: 'yes' }, 'dry_run'],
    ];
    for (const [body, field] of cases) {
      const answer = await post('wrong', body);
      expect([answer.status, answer.json.fields[0].field]).toEqual([422, field]);
    }
    const text = await call(suite, `POST ${path}`, { body: 'x', headers: { 'content-type': 'text/plain' } });
    expect([text.status, text.json.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});

describe('GET /reprocess-runs', () => {
  it('lists newest first, page by page', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await aRun(suite.stack, { accountId: 'list' }));
    await aRun(suite.stack, { accountId: 'list-other' });
    for (const limit of [1, 2, 100]) {
      const items = await walk(suite, path, limit, 'list');
      expect(items.map(({ run_id }) => run_id)).toEqual([...ids].reverse());
    }
  });

  it('returns the progress of a run', async () => {
    const columns = { status: 'processing', matched: 500, processed: 126, succeeded: 100, failed: 26 };
    const id = await aRun(suite.stack, { accountId: 'get', filter: { tool: 'clean-my-data' }, columns });
    const answer = await call(suite, `GET ${path}/${id}`, { account: 'get', role: 'viewer' });
    expect(answer.json).toMatchObject({ run_id: id, ...columns, percent: 25.2, filter: { tool: 'clean-my-data' } });
    expect((await call(suite, `GET ${path}/x`)).status).toBe(400);
    expect((await call(suite, `GET ${path}/${newId()}`)).status).toBe(404);
  });
});

describe('POST /reprocess-runs/{id}/cancel', () => {
  it('cancels one that has not started, stops a running one, and refuses a final one', async () => {
    const accountId = 'cancel';
    const cancel = async (status: string) => {
      const id = await aRun(suite.stack, { accountId, columns: { status } });
      const { status: code, json } = await call(suite, `POST ${path}/${id}/cancel`, { account: accountId });
      return [code, json.code ?? json.status];
    };
    expect(await cancel('pending')).toEqual([202, 'cancelled']);
    expect(await cancel('processing')).toEqual([202, 'cancelling']);
    expect(await cancel('cancelling')).toEqual([202, 'cancelling']);
    for (const status of ['completed', 'failed', 'cancelled'])
      expect(await cancel(status)).toEqual([409, 'INVALID_STATE']);
  });
});
