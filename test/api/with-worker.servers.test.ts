import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, call, form, startWorker, useSuite, type Worker } from '../harness/index.ts';
import { anImport, rows as found, objects } from '../harness/rows.ts';
import { twoSheets } from '../harness/two-sheets.ts';

/** The API with the built worker, to show that the stand-ins of the other suites behave like it. */
const suite = useSuite();
let worker: Worker;
let client: Client;
beforeAll(async () => {
  worker = await startWorker(suite.stack.env);
  client = await suite.api.client('way');
});
afterAll(() => worker?.stop());

const csv = ['identifier,name,type', 'A-1,one,asset', 'A-2,,device', 'A-3,three,nonsense', 'A-4,four,'].join('\n');

describe('a file from template to result', () => {
  it('goes through template, preview, import, errors and results, and can be repaired and imported again', async () => {
    const template = await call(suite, 'GET /api/v1/assets/bulk/template', { account: 'way' });
    expect(template.text).toMatch(/^identifier,name,/);

    const preview = await call(suite, 'POST /api/v1/assets/bulk/preview', { account: 'way', body: form(csv) });
    expect(preview.status).toBe(200);
    expect(preview.json.header).toEqual(['identifier', 'name', 'type']);
    const wrong = preview.json.rows.flatMap((row: { errors: { row: number; field: string }[] }) => row.errors);
    expect(wrong.map(({ row, field }: { row: number; field: string }) => [row, field])).toEqual([
      [3, 'name'],
      [4, 'type'],
    ]);

    const { job_id, events_url } = await client.imports.postDocument(preview.json.doc_id);
    const events = await (await client.send('GET', events_url)).text();
    expect(events).toContain('event: done');
    const status = await client.imports.get(job_id);
    expect(status).toMatchObject({
      ...{ status: 'completed', total_rows: 4, processed_rows: 4, successful_rows: 2, failed_rows: 2, percent: 100 },
      downloads: [{ format: 'csv', status: 'uploaded' }],
    });
    expect((await client.imports.errors(job_id, 1)).map(({ row, field }) => [row, field])).toEqual([
      [3, 'name'],
      [4, 'type'],
    ]);

    const results = (await client.imports.results(job_id)).toString();
    expect(results.match(/^\d+,failed,/gm)).toHaveLength(2);
    expect(JSON.parse((await client.imports.results(job_id, 'json')).toString())).toHaveLength(4);
    expect((await client.imports.results(job_id, 'xlsx')).subarray(0, 2).toString()).toBe('PK');

    const repaired = results.replace('A-2,,device', 'A-2,two,device').replace('A-3,three,nonsense', 'A-3,three,other');
    const again = await client.imports.post(Buffer.from(repaired), { on_duplicate: 'skip' });
    expect(await client.imports.wait(again.job_id)).toMatchObject({ status: 'completed', inserted_rows: 2 });
    const rows = await call(suite, 'GET /api/v1/assets', { account: 'way' });
    expect(rows.json.items.map(({ identifier }: { identifier: string }) => identifier)).toEqual([
      'A-1',
      'A-2',
      'A-3',
      'A-4',
    ]);
  });

  it('fails with the reason, and cannot be retried if its header is wrong', async () => {
    const { job_id } = await client.imports.post(Buffer.from('color\nred\n'));
    const failed = await client.imports.wait(job_id);
    expect(failed).toMatchObject({ status: 'failed', error_code: 'HEADER_COLUMNS_MISSING', attempt: 1 });
    await expect(client.imports.retry(job_id)).rejects.toMatchObject({ status: 409 });
    expect(await client.imports.get(job_id)).toMatchObject({ status: 'failed', attempt: 1 });
  });

  it('is refused by the preview for the same reason as by the import', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const answer = await call(suite, 'POST /api/v1/assets/bulk/preview', { account: 'way', body: form(png) });
    expect([answer.status, answer.json.code]).toEqual([422, 'FILE_NOT_A_TABLE']);
  });

  it('is offered the mapping of the last file with the same headers, whatever was imported since', async () => {
    const account = 'remembering';
    const { imports } = await suite.api.client(account);
    const mapping = { Bought: 'valid_from', Remark: null };
    const first = await imports.post(Buffer.from('Asset Tag,Title,Bought,Remark\nR-1,Pump,2024-03-01,x\n'), {
      mapping,
    });
    expect(await imports.wait(first.job_id)).toMatchObject({ status: 'completed', inserted_rows: 1 });
    // Another layout, which has one of the columns and means something else by it.
    const counters = { processed_rows: 1, succeeded_rows: 1, inserted_rows: 1 };
    for (let at = 0; at < 31; at++)
      await anImport(suite.stack, {
        ...{ accountId: account, status: 'completed', counters },
        options: { mapping: { Bought: 'valid_to', ...(at > 0 && { Elsewhere: 'name' }) } },
      });
    const rememberedFor = async (header: string) => {
      const body = form(`${header}\n${header}\n`);
      return (await call(suite, 'POST /api/v1/assets/bulk/preview', { account, body })).json.remembered;
    };
    expect(await rememberedFor('Remark,Bought,Title,Asset Tag')).toMatchObject({ job_id: first.job_id, mapping });
    expect(await rememberedFor('Elsewhere,Bought')).toMatchObject({
      mapping: { Bought: 'valid_to', Elsewhere: 'name' },
    });
    expect(await rememberedFor('Asset Tag,Title')).toBeNull();
  });

  it('is previewed with a warning about an invalid mapping', async () => {
    const body = form(csv, { before: { mapping: '{"Elsewhere":null}' } });
    const { json } = await call(suite, 'POST /api/v1/assets/bulk/preview', { account: 'way', body });
    expect(json.warnings).toMatchObject([{ code: 'MAPPING_INVALID', message: expect.stringContaining('"Elsewhere"') }]);
  });

  it('is previewed with what its cells mean, in the words of its header, and with counts of all records', async () => {
    const lines = Array.from({ length: 60 }, (_, at) => `T-${at},Thing ${at},${at === 50 ? 'soon' : '03.04.2024'},x`);
    const text = ['Stock of 2024', '', 'Asset Tag,Title,Valid-Form,Colour', ...lines, 'T-1,,04.04.2024,x'].join('\n');
    const preview = async (options: object, rows = 20) => {
      const { json } = await call(suite, `POST /api/v1/assets/bulk/preview?rows=${rows}`, {
        account: 'way',
        body: form(text, { before: { header_row: '3', ...options } }),
      });
      return json;
    };
    const first = await preview({});
    expect(first.first_rows.slice(0, 2)).toEqual([
      { row: 1, cells: ['Stock of 2024'] },
      { row: 3, cells: ['Asset Tag', 'Title', 'Valid-Form', 'Colour'] },
    ]);
    expect(first.mapping).toMatchObject([
      { header: 'Asset Tag', how: 'alias', suggestions: [] },
      { header: 'Title', how: 'alias', suggestions: [] },
      {
        ...{ column: null, how: 'unknown' },
        suggestions: [
          { column: 'valid_from', score: 0.89, likely: true },
          { column: 'valid_to', score: 0.67, likely: false },
        ],
      },
      { column: null, how: 'unknown', suggestions: [] },
    ]);
    const checked = { records: 61, is_whole: true, done_records: 0 };
    expect(first.checked).toEqual({
      ...{ ...checked, failed_records: 1 },
      causes: [{ code: 'REQUIRED', field: 'name', count: 1, error: '"Title" is required', row: 64, value: null }],
    });

    const mapped = await preview({ mapping: '{"Valid-Form":"valid_from"}' }, 2);
    expect(mapped.rows).toHaveLength(2);
    expect(mapped.rows[0]).toMatchObject({
      cells: ['T-0', 'Thing 0', '03.04.2024', 'x'],
      stored: ['T-0', 'Thing 0', '2024-04-03', null],
    });
    expect(mapped.checked).toMatchObject({ ...checked, failed_records: 2 });
    expect(mapped.failed_rows).toMatchObject([
      { row: 54, stored: ['T-50', 'Thing 50', null, null], errors: [{ field: 'valid_from', value: 'soon' }] },
      { row: 64, stored: ['T-1', null, '2024-04-04', null] },
    ]);
    expect(mapped.failed_rows[0].errors[0].error).toMatch(/^"Valid-Form" /);

    // Row 2 is blank, so row 3 is the next one; below the last row there is no header at all.
    const broken = await preview({ header_row: '99' });
    expect(broken).toMatchObject({ header: [], rows: [], checked: null, refusal: { code: 'FILE_EMPTY' } });
    expect(broken.first_rows).toEqual(first.first_rows);
  });
});

async function sheetsOf(bytes: Buffer): Promise<string[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  return workbook.worksheets.map(({ name }) => name);
}

describe('a deleted import', () => {
  it('leaves its rows and its document, and nothing of itself', async () => {
    const account = 'deleting';
    const { imports } = await suite.api.client(account);
    const { job_id: id, doc_id: docId } = await imports.post(Buffer.from(csv));
    await imports.wait(id);
    const files = async () => (await objects(suite.stack)).filter((key) => key.includes(id));
    expect(await files()).toHaveLength(1);
    const path = `DELETE /api/v1/assets/bulk/${id}`;
    expect((await call(suite, path, { account })).status).toBe(204);
    expect((await call(suite, path, { account })).status).toBe(404);
    for (const of of ['', '/errors', '/results?format=csv']) {
      expect((await call(suite, `GET /api/v1/assets/bulk/${id}${of}`, { account })).status, of).toBe(404);
    }
    expect(await files()).toEqual([]);
    const left = sql`select (select count(*) from downloads where job_id = ${id}) files,
      (select count(*) from bulk_import_batches where job_id = ${id}) batches`;
    expect(await found(suite.stack, left)).toEqual([{ files: 0, batches: 0 }]);
    const rows = await call(suite, `GET /api/v1/assets?import_id=${id}`, { account });
    expect(rows.json.items.map(({ identifier }: { identifier: string }) => identifier)).toEqual(['A-1', 'A-4']);
    expect((await call(suite, `GET /api/v1/documents/${docId}`, { account })).status).toBe(200);
    const again = await imports.wait((await imports.postDocument(docId, { on_duplicate: 'skip' })).job_id);
    expect(again).toMatchObject({ status: 'completed', skipped_rows: 2, failed_rows: 2 });
  });

  it('must have ended', async () => {
    for (const status of ['pending', 'processing', 'cancelling'] as const) {
      const id = await anImport(suite.stack, { accountId: 'unended', status });
      const refused = await call(suite, `DELETE /api/v1/assets/bulk/${id}`, { account: 'unended' });
      expect([refused.status, refused.json.code]).toEqual([409, 'INVALID_STATE']);
      expect(refused.json.detail).toContain(`The import is ${status}. Cancel it or wait until it finishes`);
    }
  });
});

describe('what the reader of a file assumed', () => {
  const assumed = { code: 'OTHER_SHEETS', message: expect.stringContaining('"Notes"') };
  let book: Buffer;
  beforeAll(async () => {
    book = await twoSheets();
  });

  it('is said by an import, its list and its result file', async () => {
    const { job_id } = await client.imports.post(book);
    const done = await client.imports.wait(job_id);
    expect(done.warnings).toEqual(expect.arrayContaining([expect.objectContaining(assumed)]));
    expect(done).toMatchObject({
      warning_count: done.warnings.length,
      reading: { dialect: { format: 'xlsx', sheet: 'Assets' } },
    });
    const list = await call(suite, 'GET /api/v1/jobs?kind=import', { account: 'way' });
    const listed = list.json.items.find(({ id }: { id: string }) => id === job_id);
    expect(listed).toMatchObject({ warning_count: done.warning_count });
    expect(await sheetsOf(await client.imports.results(job_id, 'xlsx'))).toEqual(['Results', 'Warnings']);
  });

  it('is said by an analysis, its report, its alerts and its workbook', async () => {
    const { analysis_id } = await client.analyses.post(book, 'book.xlsx', { tool: 'profile-my-data' });
    const done = await client.analyses.wait(analysis_id);
    expect(done.warnings).toEqual(expect.arrayContaining([expect.objectContaining(assumed)]));
    expect(done).toMatchObject({
      warning_count: done.warnings.length,
      reading: { dialect: { format: 'xlsx', sheet: 'Assets' } },
    });
    const { report } = await client.analyses.report(analysis_id);
    expect(report).toMatchObject({ warnings: done.warnings, reading: done.reading });
    expect(report.alerts.map(({ category }) => category)).toContain('other_sheets');
    const file = report.downloads.find(({ format }) => format === 'xlsx');
    expect(await sheetsOf(await client.analyses.content(file?.download_id ?? ''))).toContain('Warnings');
  });
});

describe('a file that can be read in several ways', () => {
  const latin = Buffer.from('identifier,name\nD-1,caf\xe9 cr\xe8me\nD-2,gar\xe7on\n', 'latin1');
  const doubt = {
    field: 'encoding',
    code: 'DOUBTFUL',
    message: expect.stringMatching(/windows-1252.*Set the encoding/),
  };

  it.each([{ strict: true }, { on_invalid: 'abort' }] as const)('is refused by an import with %o', async (options) => {
    const before = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
    const preview = await call(suite, 'POST /api/v1/assets/bulk/preview', {
      account: 'way',
      body: form(latin, { before }),
    });
    expect(preview.json.refusal).toMatchObject({ code: 'READING_DOUBTFUL', fields: [doubt] });
    const { job_id } = await client.imports.postDocument(preview.json.doc_id, options);
    const refused = await client.imports.wait(job_id);
    expect(refused).toMatchObject({ status: 'failed', error_code: 'READING_DOUBTFUL', processed_rows: 0, attempt: 1 });
    expect(refused.error_fields).toEqual([doubt]);
    expect(refused.reading?.decisions).toContainEqual(expect.objectContaining({ topic: 'encoding', doubtful: true }));
    expect(refused.warnings.map(({ code }) => code)).toContain('ENCODING_ASSUMED');
    await expect(client.imports.retry(job_id)).rejects.toMatchObject({ status: 409 });
    const settled = await client.imports.postDocument(preview.json.doc_id, {
      ...{ ...options, encoding: 'windows-1252', dry_run: true },
    });
    expect(await client.imports.wait(settled.job_id)).toMatchObject({ status: 'completed', warnings: [] });
  });

  const first = { identifier: 'K-1', name: 'a' };
  it.each([
    [{ delimiter: '^' }, 'identifier^name\nK-1^a\n', [first]],
    [{ quote: "'" }, "identifier,name\nK-1,'a,b'\n", [{ ...first, name: 'a,b' }]],
    [{ quote: 'none' }, 'identifier,name\nK-1,"a"\n', [{ ...first, name: '"a"' }]],
    [{ escape: '\\' }, 'identifier,name\nK-1,"a\\"b"\n', [{ ...first, name: 'a"b' }]],
    [{ comment: '%' }, 'identifier,name\n%x,y\nK-1,a\n', [first]],
    [{ header_row: 3 }, 'x,y\nz,w\nidentifier,name\nK-1,a\n', [first]],
    [
      { header_row: 'none' },
      'identifier,name\nK-1,a\n',
      [
        ['identifier', 'name'],
        ['K-1', 'a'],
      ],
    ],
    [{ header_rows: 2, header_row: 1 }, 'asset,asset\nidentifier,name\nK-1,a\n', [['K-1', 'a']]],
    [{ skip_rows: 2 }, 'x,y\nz,w\nidentifier,name\nK-1,a\n', [first]],
    [{ skip_footer: 1 }, 'identifier,name\nK-1,a\nK-2,b\n', [first]],
    [{ allow_short_rows: true }, 'identifier,name,notes\nK-1,a\n', [{ ...first, notes: '' }]],
    [{ skip_repeated_headers: true }, 'identifier,name\nK-1,a\nidentifier,name\n', [first]],
  ])('is previewed with %o', async (options, text, expected) => {
    const before = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
    const { json } = await call(suite, 'POST /api/v1/assets/bulk/preview', {
      account: 'way',
      body: form(text, { before }),
    });
    const values = json.rows.map((row: { values: Record<string, string> }) => row.values);
    const isNamed = !Array.isArray(expected[0]);
    expect(isNamed ? values : values.map(Object.values)).toEqual(expected);
  });

  it('is refused by an analysis with strict', async () => {
    const strict = { tool: 'profile-my-data', parameters: { strict: true } } as const;
    await expect(client.analyses.sync(latin, 'latin.csv', strict)).rejects.toMatchObject({
      ...{ status: 422, code: 'READING_DOUBTFUL' },
    });
    const { analysis_id } = await client.analyses.post(latin, 'latin.csv', strict);
    const refused = await client.analyses.wait(analysis_id);
    expect(refused).toMatchObject({ status: 'failed', error_code: 'READING_DOUBTFUL', error_fields: [doubt] });
  });
});

describe('an analysis from file to report', () => {
  it('runs synchronously, or as a job with a report and artifacts', async () => {
    const analyses = client.analyses;
    const bytes = Buffer.from(csv);
    const now = await analyses.sync(bytes, 'now.csv', { tool: 'clean-my-data' });
    expect(now).toMatchObject({ tool: 'clean-my-data', status: 'completed' });
    for (const { content_base64 } of now.report.downloads) expect(content_base64).toBeTruthy();
    expect(await analyses.report(now.analysis_id)).toEqual(now);
    expect(await analyses.downloads(now.analysis_id)).toEqual([]);

    const { analysis_id, events_url } = await analyses.post(bytes, 'later.csv', { tool: 'clean-my-data' });
    expect(await (await client.send('GET', events_url)).text()).toContain('event: done');
    const status = await analyses.get(analysis_id);
    expect(status).toMatchObject({ status: 'completed', percent: 100, error_code: null });
    const names = (files: readonly { file_name: string }[]) => files.map(({ file_name }) => file_name).sort();
    const { report } = await analyses.report(analysis_id);
    expect(names(report.downloads)).toEqual(names(status.downloads));
    for (const { download_id, size_bytes } of status.downloads) {
      expect((await analyses.content(download_id)).length).toBe(size_bytes);
    }
    expect((await client.send('DELETE', `/api/v1/analyses/${analysis_id}`)).status).toBe(204);
    expect((await objects(suite.stack)).filter((key) => key.includes(analysis_id))).toEqual([]);
  });

  it('returns its full report even if it is too long for MySQL', async () => {
    const analyses = client.analyses;
    // Each cell has surrounding whitespace, which becomes a row issue that contains the cell.
    const cells = Array.from({ length: 600 }, (_, n) => `  \u2028 é ${String(n).padStart(20_000, 'x')}  `);
    const bytes = Buffer.from(['id,note', ...cells.map((cell, n) => `${n},${cell}`), ''].join('\n'));
    const { analysis_id } = await analyses.post(bytes, 'long.csv', { tool: 'profile-my-data', artifacts: [] });
    expect(await analyses.wait(analysis_id)).toMatchObject({ status: 'completed' });
    const [kept] = await found<{ trimmed: unknown }>(
      suite.stack,
      sql`select json_extract(report, '$.trimmed') as trimmed from analysis_reports where analysis_id = ${analysis_id}`,
    );
    expect(kept?.trimmed).toBe(true);
    const whole = await analyses.report(analysis_id);
    expect(whole).toMatchObject({ analysis_id, tool: 'profile-my-data', status: 'completed' });
    expect(whole.report).not.toHaveProperty('trimmed');
    expect(whole.report.downloads).toMatchObject([{ format: 'json', status: 'uploaded' }]);
    const file = JSON.parse((await analyses.content(whole.report.downloads[0]?.download_id ?? '')).toString());
    expect({ ...whole.report, downloads: [] }).toEqual({ ...file.report, downloads: [] });
  });
});

describe('how a document is read', () => {
  const reading = async (text: string, body: Record<string, unknown>) => {
    const stored = await call(suite, 'POST /api/v1/documents', { account: 'way', body: form(text) });
    return call(suite, `POST /api/v1/documents/${stored.json.doc_id}/reading`, { account: 'way', body });
  };
  const text = 'Stock list\n\nname;name;;price\na;b;c;1,5\nd;e;f;2,5\n';

  it('shows each decision, the columns as the tools name them, and the rows above the header', async () => {
    const { status, json } = await reading(text, {});
    expect(status, JSON.stringify(json)).toBe(200);
    expect(json).toMatchObject({ header: ['name', 'name (2)', 'column 3', 'price'], refusal: null });
    expect(json.first_rows.slice(0, 2)).toEqual([
      { row: 1, cells: ['Stock list'] },
      { row: 3, cells: ['name', 'name', '', 'price'] },
    ]);
    const header = json.decisions.find(({ topic }: { topic: string }) => topic === 'header_row');
    expect(header).toMatchObject({ value: 3, given: false, evidence: expect.stringMatching(/\w/) });
  });

  it('follows the options, and says why a header cannot be used', async () => {
    const other = await reading(text, { header_row: 4, delimiter: ',' });
    expect(other.json.decisions).toContainEqual(
      expect.objectContaining({ topic: 'delimiter', value: ',', given: true }),
    );
    const beyond = await reading(text, { header_row: 90 });
    expect([beyond.status, beyond.json.header]).toEqual([200, []]);
    expect(beyond.json.refusal).toMatchObject({ code: expect.stringMatching(/^(HEADER_MISSING|FILE_EMPTY)$/) });
    expect(beyond.json.first_rows.length).toBeGreaterThan(1);
    const wrong = await reading(text, { header_row: 0, encodings: 'utf-8' });
    const named: string[] = wrong.json.fields.map(({ field }: { field: string }) => field);
    expect([wrong.status, [...new Set(named)].sort()]).toEqual([422, ['encodings', 'header_row']]);
  });
});
