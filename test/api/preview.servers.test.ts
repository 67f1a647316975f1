import { AppError } from '@sluice/core';
import { describeFailure, type ImportPreview, workerConnection } from '@sluice/jobs';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, form, useSuite } from '../harness/index.ts';
import { rows } from '../harness/rows.ts';

const suite = useSuite({ api: { PREVIEW_WAIT_MS: '3000' } });
const path = 'POST /api/v1/assets/bulk/preview';

const preview: ImportPreview = {
  dialect: {
    ...{ format: 'csv', encoding: 'utf-8', encoding_certainty: 'valid', delimiter: ',', decimal_comma: false },
    ...{ date_order: null, sheet: null, sheets: [] },
  },
  columns: [{ name: 'name', required: true, type: 'text', description: 'Display name.', example: 'Pump' }],
  header: ['name'],
  mapping: [{ header: 'name', column: 'name', how: 'name', suggestions: [] }],
  missing_columns: [],
  rows: [{ row: 2, line: 2, values: { name: 'x' }, cells: ['x'], stored: ['x'], errors: [] }],
  failed_rows: [],
  checked: { records: 1, is_whole: true, failed_records: 0, done_records: 0, causes: [] },
  first_rows: [{ row: 1, cells: ['name'] }],
  warnings: [{ code: 'QUOTE_REPAIRED', message: 'One quote was repaired.', count: 1, rows: [2] }],
  decisions: [],
  refusal: null,
};

/** Stands in for a worker on the queue `previews`, returning results that fit the contracts. */
const answerJob = async ({ name, data }: Job): Promise<unknown> => {
  if (name === 'import-template') {
    const content_base64 = Buffer.from(`${data.importer},${data.format}`).toString('base64');
    return {
      file_name: `Vorlage-${data.importer}.${data.format}`,
      content_type: 'text/csv; charset=utf-8',
      content_base64,
    };
  }
  if (data.options.delimiter === '|') {
    throw new UnrecoverableError(describeFailure(new AppError('FILE_NOT_A_TABLE', 'This is a PNG image.')));
  }
  seen.push(data);
  return preview;
};
const seen: unknown[] = [];
let worker: Worker | undefined;

describe('with a worker', () => {
  beforeAll(async () => {
    const connection = workerConnection(suite.stack.redisUrl);
    worker = new Worker('previews', answerJob, { connection, prefix: suite.stack.redisPrefix });
    await worker.waitUntilReady();
  });
  afterAll(async () => {
    await worker?.close();
  });

  it('shows how an import would read a file, and stores the file', async () => {
    const body = form('name\nx\n', { before: { on_duplicate: 'skip' } });
    const answer = await call(suite, path, { account: 'p', body });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      ...{ doc_id: answer.json.doc_id, ...preview, remembered: null, trace_id: answer.json.trace_id },
    });
    expect(seen.at(-1)).toMatchObject({
      ...{ doc_id: answer.json.doc_id, account_id: 'p', importer: 'assets' },
      options: { on_duplicate: 'skip', on_invalid: 'skip' },
      rows: 20,
    });
    expect(await rows(suite.stack, sql`select 1 from bulk_import_jobs`)).toEqual([]);
    const { doc_id } = answer.json;
    const again = await call(suite, path, { account: 'p', body: { doc_id, mapping: { name: null } } });
    expect(again.json.doc_id).toBe(doc_id);
    await call(suite, `${path}?rows=500`, { account: 'p', body: { doc_id } });
    expect(seen.at(-1)).toMatchObject({ rows: 500 });
    expect((await call(suite, `${path}?rows=501`, { account: 'p', body: { doc_id } })).status).toBe(422);
    const imported = await call(suite, 'POST /api/v1/assets/bulk', { account: 'p', body: { doc_id } });
    expect(imported.status).toBe(202);
    expect((await call(suite, path, { account: 'q', body: { doc_id } })).status).toBe(404);
  });

  it("returns the worker's error for an invalid file", async () => {
    const answer = await call(suite, path, { body: form('\x89PNG', { before: { delimiter: '|' } }) });
    expect([answer.status, answer.json.code]).toEqual([422, 'FILE_NOT_A_TABLE']);
    expect(answer.json.detail).toBe('This is a PNG image.');
  });

  it('answers twenty concurrent requests correctly', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => call(suite, path, { account: `p${n}`, body: form(`name\n${n}\n`) })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ json }) => json.doc_id)).size).toBe(20);
  });

  it.each(['csv', 'xlsx'])('returns a template as %s', async (format) => {
    const answer = await call(suite, `GET /api/v1/contacts/bulk/template?format=${format}`, { role: 'viewer' });
    expect([answer.status, answer.text]).toEqual([200, `contacts,${format}`]);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain(`filename="Vorlage-contacts.${format}"`);
  });

  it('refuses other template formats', async () => {
    expect((await call(suite, 'GET /api/v1/assets/bulk/template?format=pdf')).status).toBe(422);
    expect((await call(suite, 'GET /api/v1/nope/bulk/template')).status).toBe(404);
  });
});

describe('without a worker', () => {
  it('reports after PREVIEW_WAIT_MS that no worker answered', async () => {
    const answer = await call(suite, 'GET /api/v1/assets/bulk/template');
    expect([answer.status, answer.json.code]).toEqual([503, 'WORKER_TIMEOUT']);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await suite.stack.queues.queue('previews').getJobCountByTypes('waiting', 'prioritized')).toBe(0);
  });
});
