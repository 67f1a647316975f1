import { Readable } from 'node:stream';
import { isRetryable } from '@sluice/client';
import { downloadId, errorCodes, isFileError, newId } from '@sluice/core';
import { recordDownload } from '@sluice/db/downloads';
import { importWork } from '@sluice/db/imports';
import { UnrecoverableError, Worker } from 'bullmq';
import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, useSuite, waitFor, walk as walkOf } from '../harness/index.ts';
import { aDownload, anImport, objects, rejects, rows } from '../harness/rows.ts';
import { frugalApi, overtaken } from './overtaken.ts';

const suite = useSuite();
const bulk = '/api/v1/assets/bulk';

const walk = (path: string, limit: number, account: string) => walkOf(suite, path, limit, account);

describe('GET /{importer}/bulk', () => {
  it('lists newest first, page by page, without gaps or repeats', async () => {
    const account = 'list';
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) {
      // Pairs share a millisecond, so the ID decides.
      const createdAt = `2026-11-0${Math.ceil((n + 1) / 2)} 10:00:00.123`;
      ids.push(await anImport(suite.stack, { accountId: account, createdAt }));
    }
    await anImport(suite.stack, { accountId: account, importer: 'contacts' });
    await anImport(suite.stack, { accountId: 'list-other' });
    for (const limit of [1, 2, 3, 100]) {
      const items = await walk(bulk, limit, account);
      expect(items.map(({ job_id }) => job_id)).toEqual([...ids].reverse());
    }
  });

  it('filters by status and time', async () => {
    const account = 'filter';
    const done = await anImport(suite.stack, {
      accountId: account,
      status: 'completed',
      createdAt: '2026-11-01 00:00:00',
    });
    const failed = await anImport(suite.stack, {
      accountId: account,
      status: 'failed',
      createdAt: '2026-11-02 00:00:00',
    });
    const waiting = await anImport(suite.stack, { accountId: account, createdAt: '2026-11-03 00:00:00' });
    const ids = async (query: string) => (await walk(`${bulk}?${query}`, 100, account)).map(({ job_id }) => job_id);
    expect(await ids('status=failed')).toEqual([failed]);
    expect(await ids('status=failed&status=completed')).toEqual([failed, done]);
    expect(await ids('from=2026-11-02T00:00:00Z')).toEqual([waiting, failed]);
    expect(await ids('from=2026-11-02T02:00:00%2B02:00&to=2026-11-03')).toEqual([failed]);
    expect(await ids('status=cancelled')).toEqual([]);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'status=done', 'from=yesterday', 'cursor=x', 'cursor=WyJ4Il0'])(
    'refuses %s',
    async (query) => {
      const answer = await call(suite, `GET ${bulk}?${query}`);
      expect(answer.status).toBe(422);
      expect(answer.json.fields[0].field).toMatch(/^(limit|status|from|cursor)/);
    },
  );
});

describe('GET /{importer}/bulk/{jobId}', () => {
  it('returns progress and the first errors', async () => {
    const error = { row: 3, line: 4, field: 'name', code: 'REQUIRED', value: null, error: 'is required' };
    const id = await anImport(suite.stack, {
      accountId: 'get',
      status: 'processing',
      counters: {
        ...{ attempt: 2, total_rows: 400, processed_rows: 100, succeeded_rows: 90, failed_rows: 6, skipped_rows: 4 },
        ...{ inserted_rows: 80, updated_rows: 10, errors: JSON.stringify([error]) },
        ...{ started_at: '2026-11-01 10:00:00', updated_at: '2026-11-01 10:00:10' },
      },
    });
    const answer = await call(suite, `GET ${bulk}/${id}`, { account: 'get', role: 'viewer' });
    expect(answer.json).toMatchObject({
      ...{ job_id: id, status: 'processing', attempt: 2, total_rows: 400, processed_rows: 100 },
      ...{ successful_rows: 90, failed_rows: 6, skipped_rows: 4, inserted_rows: 80, updated_rows: 10 },
      ...{ percent: 25, rows_per_second: 10, eta_seconds: 30, errors: [error] },
      ...{ started_at: '2026-11-01T10:00:00.000Z', completed_at: null },
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('returns 400 for an invalid ID and 404 for an unknown one', async () => {
    for (const id of ['1', 'x', 'preview', "a' or 1=1", '0193a1b2-0000-7000-8000-00000000000']) {
      const answer = await call(suite, `GET ${bulk}/${encodeURIComponent(id)}`);
      expect([answer.status, answer.json.code]).toEqual([400, 'MALFORMED_REQUEST']);
    }
    expect((await call(suite, `GET ${bulk}/0193a1b2-0000-7000-8000-000000000000`)).status).toBe(404);
  });
});

describe('GET .../errors', () => {
  it('lists every error once in file order', async () => {
    const id = await anImport(suite.stack, { accountId: 'errors' });
    await rejects(suite.stack, id, 25);
    await suite.stack.db.execute(sql`insert into bulk_import_rejects (job_id, \`row\`, seq, line, outcome, code, field, message)
      values (${id}, 5, 1, 6, 'skipped', 'DUPLICATE', null, 'is there already')`);
    for (const limit of [1, 4, 100]) {
      const items = await walk(`${bulk}/${id}/errors`, limit, 'errors');
      expect(items).toHaveLength(26);
      expect(items.map(({ row }) => row)).toEqual([2, 3, 4, 5, 5, ...Array.from({ length: 21 }, (_, n) => n + 6)]);
      expect(items[0]).toEqual({
        ...{ row: 2, line: 3, field: 'name', code: 'TOO_LONG', value: 'v2', error: 'is too long', outcome: 'failed' },
      });
      expect(items[4]).toMatchObject({ row: 5, field: null, value: null, outcome: 'skipped' });
    }
    const found = async (query: string) =>
      (await walk(`${bulk}/${id}/errors?${query}`, 2, 'errors')).map(({ row, code }) => `${row} ${code}`);
    expect(await found('code=DUPLICATE')).toEqual(['5 DUPLICATE']);
    expect(await found('q=IS%20THERE')).toEqual(['5 DUPLICATE']);
    expect(await found('q=v10')).toEqual(['10 TOO_LONG']);
    expect(await found('q=v1')).toHaveLength(10);
    expect(await found('q=v1&code=DUPLICATE')).toEqual([]);
    expect(await found('q=%25')).toEqual([]);
    expect(await found('q=_')).toEqual([]);
  });
});

describe('GET .../errors/groups', () => {
  const groupsOf = async (id: string, query = '') =>
    (await call(suite, `GET ${bulk}/${id}/errors/groups${query}`, { account: 'groups', role: 'viewer' })).json;

  it('shows thousands of row errors as the few causes that they have', async () => {
    const id = await anImport(suite.stack, { accountId: 'groups' });
    const kinds: [code: string, field: string | null, value: string | null, count: number][] = [
      ['REQUIRED', 'name', null, 1_700],
      ['NOT_IN_LIST', 'type', 'pmup', 900],
      ['NOT_IN_LIST', 'type', 'Pmup', 100],
      ['DATE_INVALID', 'valid_to', '31.02.2024', 400],
      ['TOO_FEW_CELLS', null, null, 216],
    ];
    const errors = kinds.flatMap(([code, field, value, count]) =>
      Array<SQL>(count).fill(sql`${code}, ${field}, ${value}`),
    );
    const values = errors.map(
      (error, at) => sql`(${id}, ${at + 2}, 0, ${at + 2}, 'failed', ${error}, ${`in row ${at + 2}`})`,
    );
    await suite.stack.db.execute(sql`
      insert into bulk_import_rejects (job_id, \`row\`, seq, line, outcome, code, field, value, message)
      values ${sql.join(values, sql`, `)}`);
    const found = await groupsOf(id);
    expect(found).toMatchObject({ counted: 3_316, complete: true, cause_count: 4, group_count: 5 });
    expect(found.causes).toEqual([
      cause({ code: 'REQUIRED', field: 'name', count: 1_700, values: 1, row: 2 }),
      cause({ code: 'NOT_IN_LIST', field: 'type', count: 1_000, values: 2, row: 1_702 }),
      cause({ code: 'DATE_INVALID', field: 'valid_to', count: 400, values: 1, row: 2_702 }),
      cause({ code: 'TOO_FEW_CELLS', field: null, count: 216, values: 1, row: 3_102 }),
    ]);
    expect(found.groups.map((one: Record<string, unknown>) => [one.value, one.count])).toEqual([
      ...[
        [null, 1_700],
        ['pmup', 900],
        ['31.02.2024', 400],
        [null, 216],
        ['Pmup', 100],
      ],
    ]);
    const few = await groupsOf(id, '?limit=2');
    expect([few.causes, few.groups]).toEqual([found.causes.slice(0, 2), found.groups.slice(0, 2)]);
    expect(few).toMatchObject({ counted: 3_316, cause_count: 4, group_count: 5 });
  });

  const cause = (of: { readonly row: number } & Record<string, unknown>) => ({
    ...{ outcome: 'failed', line: of.row, error: `in row ${of.row}` },
    ...of,
  });

  it('counts the first 100,000 row errors and says whether there are more', async () => {
    const id = await anImport(suite.stack, { accountId: 'groups' });
    const insert = (from: number, count: number) =>
      suite.stack.db.execute(sql`
        insert into bulk_import_rejects (job_id, \`row\`, seq, line, outcome, code, field, value, message)
        select ${id}, ${from} + a.n, b.n, 1, 'failed', 'TOO_LONG', 'name', concat('v', a.n, '-', b.n), 'is too long'
        from (with recursive n as (select 0 as n union all select n + 1 from n where n + 1 < ${count}) select n from n) a
        join (with recursive n as (select 0 as n union all select n + 1 from n where n + 1 < 100) select n from n) b`);
    await insert(2, 1_000);
    const all = { counted: 100_000, cause_count: 1, group_count: 100_000 };
    expect(await groupsOf(id, '?limit=1')).toMatchObject({ ...all, complete: true, causes: [{ values: 100_000 }] });
    await insert(1_002, 1);
    expect(await groupsOf(id, '?limit=1')).toMatchObject({ ...all, complete: false });
  });

  it('is empty for an import without row errors, and not found for other accounts', async () => {
    const id = await anImport(suite.stack, { accountId: 'groups' });
    const none = { counted: 0, complete: true, cause_count: 0, causes: [], group_count: 0, groups: [] };
    expect(await groupsOf(id)).toEqual(none);
    const other = await call(suite, `GET ${bulk}/${id}/errors/groups`, { account: 'other' });
    expect(other.status).toBe(404);
  });
});

describe('GET /{importer}', () => {
  it('lists rows in key order with their public column names', async () => {
    const keys = ['A-1', 'A-2', 'B/ü', 'a-1', '🎉'];
    for (const key of keys) {
      await suite.stack.db.execute(sql`insert into assets (account_id, identifier, name, metadata)
        values ('rows', ${key}, ${`name of ${key}`}, '{"k":[1]}')`);
    }
    await suite.stack.db.execute(
      sql`insert into assets (account_id, identifier, name) values ('rows-other', 'X', 'x')`,
    );
    for (const limit of [1, 2, 100]) {
      const items = await walk('/api/v1/assets', limit, 'rows');
      expect(items.map(({ identifier }) => identifier)).toEqual(keys);
      expect(items[0]).toMatchObject({ name: 'name of A-1', type: 'asset', is_active: true, metadata: { k: [1] } });
      expect(items[0].valid_from).toMatch(/^\d{4}-.*Z$/);
      expect(items[0]).not.toHaveProperty('account_id');
    }
    expect(await walk('/api/v1/contacts', 10, 'rows')).toEqual([]);
  });

  it('filters them by import, key and text, page by page', async () => {
    const [one, two] = [newId(), newId()];
    for (const [key, name, id] of [
      ...[
        ['K-1', '100% pump', one],
        ['K-2', 'valve', two],
        ['K-3', 'Pump station', one],
        ['K-4', 'tank', one],
      ],
    ]) {
      await suite.stack.db.execute(sql`insert into assets (account_id, identifier, name, import_job_id)
        values ('filtered', ${key}, ${name}, ${id})`);
    }
    const found = async (query: string) =>
      (await walk(`/api/v1/assets?${query}`, 1, 'filtered')).map(({ identifier }) => identifier);
    expect(await found(`import_id=${one}`)).toEqual(['K-1', 'K-3', 'K-4']);
    expect(await found(`import_id=${one}&q=PUMP`)).toEqual(['K-1', 'K-3']);
    expect(await found(`import_id=${one}&q=0%25`)).toEqual(['K-1']);
    expect(await found(`import_id=${one}&key.identifier=K-2`)).toEqual([]);
    expect(await found('key.identifier=K-2')).toEqual(['K-2']);
    expect(await found('key.identifier=K-2&q=pump')).toEqual([]);
    expect(await found('key.identifier=k-2')).toEqual([]);
    const others = await call(suite, `GET /api/v1/assets?import_id=${one}`, { account: 'filtered-other' });
    expect(others.json).toMatchObject({ items: [], next_cursor: null, previous_cursor: null, by_import: true });
  });

  it.each([
    ['key.name=pump', 'key.name', /no column of the key. Use key\.identifier/],
    ['key.identifier=a&key.identifier=b', 'key.identifier', /once/],
    ['import_id=1', 'import_id', /./],
  ])('refuses to filter by %s, and says what to do', async (query, field, message) => {
    const answer = await call(suite, `GET /api/v1/assets?${query}`, { account: 'filtered' });
    expect([answer.status, answer.json.fields[0].field]).toEqual([422, field]);
    expect(answer.json.fields[0].message).toMatch(message);
  });

  it('looks at a bounded number of rows a page for an import, and goes on from there', async () => {
    const id = newId();
    const numbers = sql`with recursive n as (select 0 as n union all select n + 1 from n where n < 249) select n from n`;
    await suite.stack.db.execute(sql`
      insert into assets (account_id, identifier, name, import_job_id)
      select 'bounded', concat(lpad(a.n, 3, '0'), '-', lpad(b.n, 3, '0')), 'x', if(a.n = 249 and b.n >= 247, ${id}, null)
      from (${numbers}) a join (${numbers}) b`);
    const pagesOf = async (query: string) => {
      const pages: number[] = [];
      let cursor = '';
      do {
        const { json } = await call(suite, `GET /api/v1/assets?${query}&limit=2${cursor}`, { account: 'bounded' });
        pages.push(json.items.length);
        cursor = json.next_cursor === null ? '' : `&cursor=${json.next_cursor}`;
      } while (cursor !== '');
      return pages;
    };
    // 62,500 rows, 20,000 a page; then the three rows of the import, two a page.
    expect(await pagesOf(`import_id=${id}`)).toEqual([0, 0, 0, 2, 1]);
    expect(await pagesOf(`import_id=${id}&sort=-key`)).toEqual([2, 1, 0, 0, 0]);
    expect(await pagesOf('q=none')).toEqual([0, 0, 0, 0]);
  });
});

describe('POST .../cancel', () => {
  const cancel = (id: string, account: string) => call(suite, `POST ${bulk}/${id}/cancel`, { account });

  it('cancels one that has not started, stops a running one, and refuses a final one', async () => {
    const waiting = await anImport(suite.stack, { accountId: 'cancel' });
    const running = await anImport(suite.stack, { accountId: 'cancel' });
    await importWork.claim(suite.stack.db, running, 100);
    const done = await anImport(suite.stack, { accountId: 'cancel', status: 'completed' });
    const first = await cancel(waiting, 'cancel');
    expect([first.status, first.json.status]).toEqual([202, 'cancelled']);
    for (const answer of [await cancel(running, 'cancel'), await cancel(running, 'cancel')]) {
      expect([answer.status, answer.json.status]).toEqual([202, 'cancelling']);
    }
    for (const id of [waiting, done]) {
      const answer = await cancel(id, 'cancel');
      expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    }
  });
});

describe('POST .../retry', () => {
  const retry = (id: string) => call(suite, `POST ${bulk}/${id}/retry`, { account: 'retry' });

  it('retries a failed import even if the queue still has its finished job', async () => {
    const id = await anImport(suite.stack, { accountId: 'retry' });
    const queue = suite.stack.queues.queue('imports');
    await suite.stack.queues.enqueue('import-file', { job_id: id }, { jobId: id, accountId: null });
    const { attempt } = (await importWork.claim(suite.stack.db, id, 100)).row ?? { attempt: 0 };
    await importWork.fail(suite.stack.db, id, { code: 'STORAGE_UNAVAILABLE', message: 'unreachable', attempt });
    // The state of a job that has used up its attempts.
    const worker = new Worker('imports', null, {
      connection: { url: suite.stack.redisUrl },
      prefix: suite.stack.redisPrefix,
    });
    const job = await worker.getNextJob('token');
    expect(job?.id).toBe(id);
    await job?.moveToFailed(new UnrecoverableError('unreachable'), 'token', false);
    await worker.close();
    expect(await queue.getJobState(id)).toBe('failed');

    const answer = await retry(id);
    expect([answer.status, answer.json.job_id]).toEqual([202, id]);
    expect(await queue.getJobState(id)).toBe('prioritized');
    const [row] = await rows<Record<string, unknown>>(
      suite.stack,
      sql`select status, error_code from bulk_import_jobs where id = ${id}`,
    );
    expect(row).toMatchObject({ status: 'pending', error_code: null });
    const marked = sql`select 1 from bulk_import_jobs where id = ${id} and enqueued_at is not null`;
    await waitFor('the mark', async () => (await rows(suite.stack, marked))[0]);
    expect((await retry(id)).status).toBe(409);
  });

  it('refuses one that was aborted for its invalid records, and says why', async () => {
    const counters = { error_code: 'ABORTED_ON_INVALID_ROWS' };
    const answer = await retry(await anImport(suite.stack, { accountId: 'retry', status: 'failed', counters }));
    expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    expect(answer.json.detail).toMatch(/invalid records.*fail at the same records.*start a new import/);
  });

  it('refuses one whose file or options are wrong, and accepts every other, as the dashboard does', async () => {
    for (const code of errorCodes) {
      const counters = { error_code: code };
      const answer = await retry(await anImport(suite.stack, { accountId: 'retry', status: 'failed', counters }));
      expect([code, answer.status]).toEqual([code, isFileError(code) ? 409 : 202]);
      expect([code, isRetryable(code)]).toEqual([code, !isFileError(code)]);
      if (isFileError(code)) expect(answer.json.detail).toMatch(/a retry would fail.*new import/);
    }
  });

  it.each(['pending', 'processing', 'completed', 'cancelling', 'cancelled'])(
    'refuses one that is %s',
    async (status) => {
      const answer = await retry(await anImport(suite.stack, { accountId: 'retry', status }));
      expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    },
  );
});

describe('GET .../results', () => {
  const account = 'results';
  const ask = (id: string, format = 'csv') => call(suite, `GET ${bulk}/${id}/results?format=${format}`, { account });
  const record = (
    jobId: string,
    format: 'csv' | 'xlsx',
    status: 'uploaded' | 'upload_failed' | 'pending' | 'expired',
    s3Path = 'none',
  ) =>
    recordDownload(suite.stack.db, {
      downloadId: downloadId(jobId, 'import-results', format),
      ...{ accountId: account, jobId, kind: 'import-results', format, status, s3Path },
      fileName: `Übersicht "1"-results.${format}`,
      lastError: status === 'upload_failed' ? 'S3 said no' : null,
    });
  const finished = () => anImport(suite.stack, { accountId: account, status: 'completed' });

  it('redirects to the file under its own name', async () => {
    const id = await finished();
    const key = `${suite.stack.storage.env}/results/${id}`;
    await suite.stack.storage.putStream(key, Readable.from([Buffer.from('a,b\n')]), { contentType: 'text/plain' });
    await record(id, 'csv', 'uploaded', key);
    const answer = await ask(id);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const file = await fetch(answer.headers.get('location') ?? '');
    expect(await file.text()).toBe('a,b\n');
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''%C3%9Cbersicht%20%221%22-results.csv");
    const status = await call(suite, `GET ${bulk}/${id}`, { account });
    expect(status.json.downloads).toMatchObject([
      { format: 'csv', status: 'uploaded', content: `${bulk}/${id}/results?format=csv` },
    ]);
    const followed = await call(suite, `GET ${status.json.downloads[0].content}`, { account });
    expect(followed.status).toBe(302);
  });

  it('creates another format once, and returns 202 until it is ready', async () => {
    const id = await finished();
    await record(id, 'csv', 'uploaded', 'any');
    const queue = suite.stack.queues.queue('exports');
    for (const answer of [await ask(id, 'xlsx'), await ask(id, 'xlsx')]) {
      expect(answer.status).toBe(202);
      expect(answer.json).toMatchObject({ status: 'preparing', format: 'xlsx' });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await queue.getJob(`${id}-xlsx`)).toMatchObject({ data: { job_id: id, format: 'xlsx' } });
    expect(await queue.getJobCounts('waiting', 'prioritized')).toEqual({ waiting: 0, prioritized: 1 });
    await record(id, 'xlsx', 'uploaded', 'any');
    expect((await ask(id, 'xlsx')).status).toBe(302);
    // The import ran again, so the workbook of the earlier result file is outdated.
    await suite.stack.db.execute(sql`update downloads set uploaded_at = now(3) + interval 1 minute
      where job_id = ${id} and format = 'csv'`);
    expect((await ask(id, 'xlsx')).status).toBe(202);
  });

  it('reports a failed conversion until it is retried', async () => {
    const id = await finished();
    await record(id, 'csv', 'uploaded', 'any');
    const queue = suite.stack.queues.queue('exports');
    await queue.drain();
    expect((await ask(id, 'json')).status).toBe(202);
    const worker = new Worker('exports', null, {
      connection: { url: suite.stack.redisUrl },
      prefix: suite.stack.redisPrefix,
    });
    const job = await worker.getNextJob('token');
    await job?.moveToFailed(new UnrecoverableError('STORAGE_REFUSED: access denied'), 'token', false);
    await worker.close();
    for (const answer of [await ask(id, 'json'), await ask(id, 'json')]) {
      expect([answer.status, answer.json.code]).toEqual([409, 'EXPORT_FAILED']);
    }
    const retry = (format: string) => call(suite, `POST ${bulk}/${id}/results/retry?format=${format}`, { account });
    expect((await retry('xlsx')).status).toBe(409);
    expect((await retry('json')).status).toBe(202);
    expect(await queue.getJobState(`${id}-json`)).toBe('prioritized');
    expect((await ask(id, 'json')).status).toBe(202);
    expect((await retry('json')).status).toBe(409);
  });

  it('has failed rows converted by a job of their own, which can be retried', async () => {
    const id = await anImport(suite.stack, {
      accountId: account,
      status: 'completed',
      counters: { processed_rows: 2, failed_rows: 2 },
    });
    await record(id, 'csv', 'uploaded', 'any');
    const queue = suite.stack.queues.queue('exports');
    await queue.drain();
    expect((await ask(id, 'csv&rows=failed')).status).toBe(202);
    expect(await queue.getJob(`${id}-failed-csv`)).toMatchObject({
      data: { job_id: id, format: 'csv', rows: 'failed' },
    });
    expect((await ask(id, 'csv')).status).toBe(302);
    const worker = new Worker('exports', null, {
      connection: { url: suite.stack.redisUrl },
      prefix: suite.stack.redisPrefix,
    });
    const job = await worker.getNextJob('token');
    await job?.moveToFailed(new UnrecoverableError('STORAGE_REFUSED: access denied'), 'token', false);
    await worker.close();
    const failed = await ask(id, 'csv&rows=failed');
    expect([failed.status, failed.json.code]).toEqual([409, 'EXPORT_FAILED']);
    const retry = (query: string) => call(suite, `POST ${bulk}/${id}/results/retry?format=${query}`, { account });
    expect((await retry('csv')).status).toBe(422);
    expect((await retry('csv&rows=failed')).json.results_url).toBe(`${bulk}/${id}/results?format=csv&rows=failed`);
    expect(await queue.getJobState(`${id}-failed-csv`)).toBe('prioritized');
  });

  it('explains why there is no result file', async () => {
    const cases: [string, 'upload_failed' | 'expired' | 'pending' | undefined, number, RegExp][] = [
      ['processing', undefined, 409, /processing/],
      ['failed', undefined, 404, /no result file/],
      ['completed', 'upload_failed', 409, /S3 said no/],
      ['completed', 'expired', 404, /expired\. Re-process it to create it again/],
      ['completed', 'pending', 202, /being created/],
    ];
    for (const [status, download, expected, text] of cases) {
      const id = await anImport(suite.stack, { accountId: account, status });
      if (download) await record(id, 'csv', download);
      for (const format of ['csv', 'json']) {
        const answer = await ask(id, format);
        expect([status, download, answer.status]).toEqual([status, download, expected]);
        expect(answer.text).toMatch(text);
      }
    }
    expect((await ask(await finished(), 'pdf')).status).toBe(422);
  });
});

describe('DELETE /{importer}/bulk/{jobId}', () => {
  it('refuses one that is retried in the same moment, and keeps its result files', async () => {
    const accountId = 'delete';
    const { storage } = suite.stack;
    const s3Path = `${storage.env}/retried/results.csv`;
    await storage.putStream(s3Path, Readable.from([Buffer.from('a')]), { contentType: 'text/csv' });
    const id = await anImport(suite.stack, { accountId, status: 'failed' });
    await aDownload(suite.stack, { accountId, jobId: id, status: 'uploaded', s3Path });
    const retry = `UPDATE bulk_import_jobs SET status = 'pending' WHERE id = '${id}'`;
    const api = await frugalApi(suite.stack);
    const remove = () => call({ api }, `DELETE /api/v1/assets/bulk/${id}`, { account: accountId });
    const answer = await overtaken(suite.stack, retry, remove);
    expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    expect(await objects(suite.stack)).toContain(s3Path);
    await suite.stack.db.execute(sql`UPDATE bulk_import_jobs SET status = 'failed' WHERE id = ${id}`);
    expect((await remove()).status).toBe(204);
    expect(await objects(suite.stack)).not.toContain(s3Path);
  });
});
