import { Readable } from 'node:stream';
import { newId } from '@sluice/core';
import { UnrecoverableError, Worker } from 'bullmq';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, useSuite, walk } from '../harness/index.ts';
import { aDownload, anAnalysis, anImport } from '../harness/rows.ts';

const suite = useSuite();
const path = '/api/v1/downloads';

describe('GET /downloads', () => {
  it('lists files of analyses and imports, newest first, and filters by status, tool and time', async () => {
    const accountId = 'list';
    const clean = await anAnalysis(suite.stack, { accountId, tool: 'clean-my-data' });
    const profile = await anAnalysis(suite.stack, { accountId });
    const jobId = await anImport(suite.stack, { accountId });
    const owners = [{ analysisId: clean }, { analysisId: clean }, { analysisId: profile }, { jobId }];
    const ids: string[] = [];
    for (const [n, owner] of owners.entries()) {
      const status = n % 2 ? 'uploaded' : 'upload_failed';
      // Pairs share a millisecond, so the ID decides.
      const createdAt = `2026-11-0${Math.ceil((n + 1) / 2)} 10:00:00.123`;
      ids.push(await aDownload(suite.stack, { accountId, status, createdAt, ...owner }));
    }
    await aDownload(suite.stack, { accountId: 'list-other', status: 'upload_failed' });
    const list = async (query = '', limit = 100) =>
      (await walk(suite, `${path}${query}`, limit, accountId)).map(({ download_id }) => ids.indexOf(download_id));
    for (const limit of [1, 3, 100]) expect(await list('', limit)).toEqual([3, 2, 1, 0]);
    expect(await list('?status=upload_failed')).toEqual([2, 0]);
    expect(await list('?status=upload_failed&status=uploaded&tool=clean-my-data')).toEqual([1, 0]);
    expect(await list('?tool=profile-my-data')).toEqual([2]);
    expect(await list('?from=2026-11-02')).toEqual([3, 2]);
    expect(await list('?to=2026-11-02')).toEqual([1, 0]);
    const [file] = (await call(suite, `GET ${path}?limit=1`, { account: accountId })).json.items;
    expect(file).toMatchObject({ job_id: jobId, analysis_id: null, importer: 'assets', tool: null });
    const one = await call(suite, `GET ${path}/${ids[0]}`, { account: accountId, role: 'viewer' });
    expect(one.json).toMatchObject({ download_id: ids[0], analysis_id: clean, tool: 'clean-my-data', importer: null });
  });

  it.each(['limit=0', 'status=lost', 'tool=x', 'to=x', 'cursor=x'])('refuses %s', async (query) => {
    expect((await call(suite, `GET ${path}?${query}`)).status).toBe(422);
  });
});

describe('GET /downloads/{id}/content', () => {
  const accountId = 'content';
  const ask = (id: string) => call(suite, `GET ${path}/${id}/content`, { account: accountId, role: 'viewer' });

  it.each(['analysis', 'import'])('redirects to the file of an %s under its own name', async (owner) => {
    const { storage } = suite.stack;
    const s3Path = `${storage.env}/files/${owner}`;
    await storage.putStream(s3Path, Readable.from([Buffer.from('a,b\n')]), { contentType: 'text/plain' });
    const jobId = owner === 'import' ? await anImport(suite.stack, { accountId }) : null;
    const row = { accountId, s3Path, jobId, format: 'csv', fileName: 'Übersicht "1"-cleaned.csv' } as const;
    const answer = await ask(await aDownload(suite.stack, { ...row, status: 'uploaded' }));
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
    const file = await fetch(answer.headers.get('location') ?? '');
    expect(await file.text()).toBe('a,b\n');
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment;.*%C3%9Cbersicht%20%221%22-cleaned.csv/);
  });

  it('is named in JSON as an S3 URI, and by a signed link on request', async () => {
    const { storage } = suite.stack;
    const s3Path = `${storage.env}/files/linked`;
    await storage.putStream(s3Path, Readable.from([Buffer.from('a,b\n')]), { contentType: 'text/plain' });
    const analysisId = await anAnalysis(suite.stack, { accountId: 'linked', columns: { status: 'completed' } });
    const owner = { accountId: 'linked', analysisId } as const;
    const id = await aDownload(suite.stack, { ...owner, s3Path, status: 'uploaded' });
    const waiting = await aDownload(suite.stack, { ...owner, status: 'pending' });
    const read = async (request: string) => (await call(suite, `GET ${request}`, { account: 'linked' })).json;
    const plain = await read(`${path}/${id}`);
    expect(plain.s3_uri).toBe(`s3://${storage.bucket}/${s3Path}`);
    expect(plain).not.toHaveProperty('presigned_url');
    for (const list of [path, `/api/v1/analyses/${analysisId}/downloads`]) {
      const { items } = await read(`${list}?presign=true`);
      const linkOf = (asked: string) =>
        items.find(({ download_id }: { download_id: string }) => download_id === asked).presigned_url;
      expect(linkOf(waiting)).toBeNull();
      expect(await (await fetch(linkOf(id))).text()).toBe('a,b\n');
    }
    const { presigned_url: link } = await read(`${path}/${id}?presign=true`);
    expect(await (await fetch(link)).text()).toBe('a,b\n');
    expect((await call(suite, `GET ${path}/${id}?presign=1`, { account: 'linked' })).status).toBe(422);
  });

  it.each([
    ['pending', /still being delivered/],
    ['upload_failed', /STORAGE_UNAVAILABLE: The object storage is not available/],
    ['expired', /expired/],
  ] as const)('explains why a file is not available while it is %s', async (status, reason) => {
    const answer = await ask(await aDownload(suite.stack, { accountId, status }));
    expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    expect(answer.json.detail).toMatch(reason);
  });

  it('returns 400 for an invalid ID and 404 for an unknown one', async () => {
    expect((await ask('x')).status).toBe(400);
    expect((await ask(newId())).status).toBe(404);
  });
});

describe('POST /downloads/{id}/reprocess', () => {
  const accountId = 'reprocess';
  const reprocess = (id: string) => call(suite, `POST ${path}/${id}/reprocess`, { account: accountId });
  const queue = () => suite.stack.queues.queue('artifact-uploads');

  it.each(['upload_failed', 'expired'] as const)('re-delivers a file that is %s', async (status) => {
    const id = await aDownload(suite.stack, { accountId, status });
    const answer = await reprocess(id);
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({ status: 'accepted', download_id: id, status_url: `${path}/${id}` });
    expect(answer.headers.get('location')).toBe(`${path}/${id}`);
    expect(await queue().getJob(id)).toMatchObject({ name: 'upload-artifact', data: { download_id: id } });
    expect((await call(suite, `GET ${path}/${id}`, { account: accountId })).json.status).toBe('pending');
    expect((await reprocess(id)).status).toBe(409);
  });

  it.each(['uploaded', 'pending'] as const)('refuses a file that is %s', async (status) => {
    const answer = await reprocess(await aDownload(suite.stack, { accountId, status }));
    expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
  });

  it('accepts the result file of an import, but not what is converted from it on request', async () => {
    const jobId = await anImport(suite.stack, { accountId, status: 'completed' });
    const result = { accountId, jobId, status: 'expired', kind: 'import-results' } as const;
    expect((await reprocess(await aDownload(suite.stack, { ...result, format: 'csv' }))).status).toBe(202);
    const answer = await reprocess(await aDownload(suite.stack, { ...result, format: 'json' }));
    expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    expect(answer.json.detail).toContain('import');
  });

  it('refuses files that cannot be created again because their document was deleted', async () => {
    const jobId = await anImport(suite.stack, { accountId, status: 'completed' });
    const analysisId = await anAnalysis(suite.stack, { accountId, columns: { status: 'completed' } });
    const result = { accountId, jobId, kind: 'import-results', format: 'csv' } as const;
    const ids = [
      await aDownload(suite.stack, { ...result, status: 'expired' }),
      await aDownload(suite.stack, { ...result, status: 'upload_failed' }),
      await aDownload(suite.stack, { accountId, analysisId, status: 'expired' }),
    ];
    // A worker may have kept the bytes of an artifact that was never delivered.
    const kept = await aDownload(suite.stack, { accountId, analysisId, status: 'upload_failed' });
    await suite.stack.db.execute(sql`update bulk_import_jobs set doc_id = null where id = ${jobId}`);
    await suite.stack.db.execute(sql`update analysis_reports set doc_id = null where analysis_id = ${analysisId}`);
    for (const id of ids) {
      const answer = await reprocess(id);
      expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
      expect(answer.json.detail).toContain('its document has been deleted. Upload the file again');
      expect((await call(suite, `GET ${path}/${id}`, { account: accountId })).json.status).not.toBe('pending');
    }
    expect((await reprocess(kept)).status).toBe(202);
  });

  it('replaces a finished job, and promotes one that waits for a retry', async () => {
    const [ended, waiting] = [
      await aDownload(suite.stack, { accountId, status: 'upload_failed' }),
      await aDownload(suite.stack, { accountId, status: 'upload_failed' }),
    ];
    const worker = new Worker('artifact-uploads', null, {
      connection: { url: suite.stack.redisUrl },
      prefix: suite.stack.redisPrefix,
      settings: { backoffStrategy: () => 60_000 },
    });
    await queue().drain();
    for (const [id, error] of [
      [ended, new UnrecoverableError('lost')],
      [waiting, new Error('unreachable')],
    ] as const) {
      await suite.stack.queues.enqueue('upload-artifact', { download_id: id }, { jobId: id, accountId: null });
      const job = await worker.getNextJob('token');
      expect(job?.id).toBe(id);
      await job?.moveToFailed(error, 'token', false);
    }
    await worker.close();
    expect(await Promise.all([ended, waiting].map((id) => queue().getJobState(id)))).toEqual(['failed', 'delayed']);
    for (const id of [ended, waiting]) expect((await reprocess(id)).status).toBe(202);
    const states = await Promise.all([ended, waiting].map((id) => queue().getJobState(id)));
    // A job behind others of its account waits as `prioritized`.
    expect(states.map((state) => state.replace('prioritized', 'waiting'))).toEqual(['waiting', 'waiting']);
  });
});
