// @ts-check
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { csvLine, parseCsv } from '../files/csv.mjs';
import { makeImportFile } from '../files/import-file.mjs';
import { assets, contacts } from '../files/tables.mjs';
import { Random } from '../random.mjs';
import { countDifferences, resultDifferences } from './check-import.mjs';
import { expectImport } from './expected-import.mjs';
import { tableDifferences } from './table.mjs';

/** @import { Options, Table } from './expected-import.mjs' */

/** @type {Options} */
const OPTIONS = { on_invalid: 'skip', on_duplicate: 'update', on_blank: 'keep', dry_run: false };
const PLAN = { tag: 'N', rows: 400, bad: 0.2, repeated: 0.1, generated: 0, matching: 0, existing: [] };

/** @param {'csv' | 'xlsx'} format @param {import('../files/tables.mjs').Target} target */
function imported(format, target) {
  const file = makeImportFile(new Random(5), { ...PLAN, target, format });
  const expected = expectImport(target, file.records, new Map(), 'job', OPTIONS);
  const { inserted, updated, unchanged, failed, skipped } = expected.counts;
  const end = {
    ...{ status: 'completed', total_rows: 400, processed_rows: 400, percent: 100, failed_rows: failed },
    ...{ skipped_rows: skipped, inserted_rows: inserted, updated_rows: updated, unchanged_rows: unchanged },
    successful_rows: inserted + updated + unchanged,
  };
  return { target, account: 'a', jobId: 'job', file, options: OPTIONS, expected, end };
}

describe('the oracle of the soak', () => {
  it.each([assets, contacts])('knows the outcome of each record of a file: $name', (target) => {
    const { expected } = imported('csv', target);
    const { inserted, updated, failed, skipped } = expected.counts;
    expect(inserted + updated + failed + skipped).toBe(400);
    expect(expected.changed.size).toBe(inserted);
    expect(Math.min(inserted, failed)).toBeGreaterThan(50);
  });

  it('detects a count that is off by one', () => {
    const one = imported('csv', assets);
    expect(countDifferences(one)).toEqual([]);
    expect(countDifferences({ ...one, end: { ...one.end, failed_rows: one.end.failed_rows + 1 } })).toHaveLength(1);
  });

  it('detects a missing, an extra and a different row', () => {
    const { changed } = imported('csv', assets).expected;
    expect(tableDifferences(assets, new Map(changed), changed)).toEqual([]);
    const [first] = [...changed];
    if (!first) throw new Error('no rows');
    const [key, row] = first;
    /** @type {Table[]} */
    const wrong = [
      new Map([...changed].slice(1)),
      new Map([...changed, ['other', row]]),
      new Map([...changed, [key, { ...row, name: 'x' }]]),
    ];
    for (const table of wrong) expect(tableDifferences(assets, table, changed)).toHaveLength(1);
  });

  it('detects a wrong record in a result file', () => {
    const one = imported('csv', assets);
    const line = (/** @type {string[]} */ cells) => csvLine(cells, one.file.delimiter);
    const lines = one.expected.outcomes.map(({ record, status, errors }) =>
      line([
        String(record.row),
        status,
        [...new Set(errors.map(({ code }) => code))].join('; '),
        '',
        '',
        ...record.cells,
      ]),
    );
    const head = line(['_row', '_status', '_error_code', '_error_column', '_error', ...one.file.header]);
    const bytes = (/** @type {string[]} */ body) => Buffer.from(head + body.join(''));
    expect(resultDifferences(one, bytes(lines))).toEqual([]);
    expect(resultDifferences(one, bytes(lines.slice(1)))).not.toEqual([]);
    expect(resultDifferences(one, bytes(lines.map((text) => text.replace('imported', 'failed'))))).not.toEqual([]);
  });

  it('reads the CSV that it writes', () => {
    const records = [
      ['a', 'b "c"', ''],
      ['two\nlines', 'x,y', 'é'],
      ['', '', 'z'],
    ];
    for (const end of ['\n', '\r\n'])
      expect(parseCsv(Buffer.from(records.map((cells) => csvLine(cells, ',', end)).join('')))).toEqual(records);
  });

  it('writes workbooks that other readers read', async () => {
    const { file } = imported('xlsx', contacts);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(/** @type {never} */ (file.bytes));
    const sheet = workbook.worksheets[0];
    for (const { row, cells } of file.records)
      expect(cells.map((_, at) => sheet?.getRow(row).getCell(at + 1).text ?? '')).toEqual(cells);
  });
});
