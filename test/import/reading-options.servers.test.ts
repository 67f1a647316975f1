import type { ImportJob, ImportOptions } from '@sluice/client';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { useSuite } from '../harness/index.ts';
import { readAssets } from './support/table.ts';

const suite = useSuite({ standing: true });
const csv = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`);

interface Outcome {
  readonly job: ImportJob;
  /** `row code` of each row error. */
  readonly errors: string[];
  /** `key name` of each row in the table. */
  readonly rows: string[];
  /** Code, count and rows of each warning. */
  readonly warnings: unknown[];
}

async function importOf(account: string, from: Buffer, options: ImportOptions = {}): Promise<Outcome> {
  const client = await suite.api.client(account);
  const { job_id: id } = await client.imports.post(from, options);
  const job = await client.imports.wait(id);
  const errors = await client.imports.errors(id);
  const table = await readAssets(suite.stack.databaseUrl, account);
  return {
    job,
    errors: errors.map(({ row, code }) => `${row} ${code}`),
    rows: [...table].map(([key, { name }]) => `${key} ${name}`),
    warnings: job.warnings.map(({ code, count, rows }) => [code, count, rows]),
  };
}

const decided = ({ job }: Outcome, topic: string) =>
  job.reading?.decisions.find((decision) => decision.topic === topic);

describe('an import', () => {
  it('keeps rows that look like totals with a warning, and skips them with skip_totals', async () => {
    const file = csv('identifier,name,description', 'T-1,a,1', 'T-2,b,2', 'Total,3,3');
    const kept = await importOf('totals-kept', file);
    expect(kept.rows).toEqual(['T-1 a', 'T-2 b', 'Total 3']);
    expect(kept.warnings).toEqual([['TOTAL_ROW', 1, [4]]]);
    const skipped = await importOf('totals-skipped', file, { skip_totals: true });
    expect(skipped.rows).toEqual(['T-1 a', 'T-2 b']);
    expect(skipped.job).toMatchObject({ status: 'completed', processed_rows: 2, total_rows: 2, percent: 100 });
    expect(skipped.warnings).toEqual([['TOTAL_ROW', 1, [4]]]);
  });

  it('keeps repeated headers with a warning, and skips them with skip_repeated_headers', async () => {
    const file = csv('identifier,name', 'H-1,a', 'identifier,name', 'H-2,b', 'identifier,name');
    const kept = await importOf('headers-kept', file);
    expect(kept.rows).toEqual(['H-1 a', 'identifier name', 'H-2 b']);
    expect(kept.errors).toEqual(['5 DUPLICATE_IN_FILE']);
    expect(kept.warnings).toEqual([['REPEATED_HEADER', 2, [3, 5]]]);
    const skipped = await importOf('headers-skipped', file, { skip_repeated_headers: true });
    expect(skipped.rows).toEqual(['H-1 a', 'H-2 b']);
    expect(skipped.job).toMatchObject({ status: 'completed', processed_rows: 2, total_rows: 2, failed_rows: 0 });
    expect(skipped.warnings).toEqual([['REPEATED_HEADER', 2, [3, 5]]]);
  });

  it('reads the last rows as records, and skips them with skip_footer', async () => {
    const file = csv('identifier,name', 'F-1,a', 'F-2,b', '', 'Exported by,hand', '1 March,2024');
    expect((await importOf('footer-kept', file)).rows).toEqual(['F-1 a', 'F-2 b', 'Exported by hand', '1 March 2024']);
    const skipped = await importOf('footer-skipped', file, { skip_footer: 2 });
    expect(skipped.rows).toEqual(['F-1 a', 'F-2 b']);
    expect(skipped.job).toMatchObject({ status: 'completed', processed_rows: 2, total_rows: 2 });
    expect(skipped.warnings).toEqual([['FOOTER_SKIPPED', 2, [5, 6]]]);
  });

  it('joins several rows to one header with header_rows', async () => {
    const file = csv('valid,name,identifier', 'from,,', '2024-03-01,a,R-1', '2024-03-02,b,R-2');
    const joined = await importOf('header-rows', file, { header_row: 1, header_rows: 2 });
    expect(joined.rows).toEqual(['R-1 a', 'R-2 b']);
    expect(joined.job).toMatchObject({ status: 'completed', processed_rows: 2, total_rows: 2, warnings: [] });
    const table = await readAssets(suite.stack.databaseUrl, 'header-rows');
    expect(table.get('R-1')?.valid_from).toBe('2024-03-01 00:00:00.000');
    expect(decided(joined, 'header_row')).toMatchObject({ value: 1, given: true });
  });

  it('refuses rows with missing cells, and fills them with allow_short_rows', async () => {
    const file = csv('identifier,name,description', 'S-1,a,x', 'S-2,b', 'S-3,c,y');
    const refused = await importOf('short-refused', file);
    expect([refused.rows, refused.errors]).toEqual([['S-1 a', 'S-3 c'], ['3 TOO_FEW_CELLS']]);
    const filled = await importOf('short-filled', file, { allow_short_rows: true });
    expect([filled.rows, filled.errors]).toEqual([['S-1 a', 'S-2 b', 'S-3 c'], []]);
    expect(filled.warnings).toEqual([['SHORT_ROW_FILLED', 1, [3]]]);
    const table = await readAssets(suite.stack.databaseUrl, 'short-filled');
    expect(table.get('S-2')?.description).toBeNull();
  });

  it('shows the decimal mark, detected or set with decimal_mark, and keeps texts with numbers as they are', async () => {
    const file = csv('identifier;name;description', 'D-1;a;10,5', 'D-2;b;12,25');
    for (const [account, options, comma] of [
      ['mark-found', {}, true],
      ['mark-given', { decimal_mark: '.' }, false],
    ] as const) {
      const { job } = await importOf(account, file, { ...options, strict: true });
      expect(job).toMatchObject({ status: 'completed', reading: { dialect: { decimal_comma: comma } } });
      const table = await readAssets(suite.stack.databaseUrl, account);
      expect([...table.values()].map(({ description }) => description)).toEqual(['10,5', '12,25']);
    }
  });
});

it('a second table below the first one is reported, and its rows are errors', async () => {
  const file = csv('identifier,name,notes', 'A-1,a,x', 'A-2,b,y', 'A-3,c,z', '', 'site,city', 'S-1,Bern', 'S-2,Basel');
  const { rows, errors, warnings } = await importOf('two-tables', file);
  expect(rows).toEqual(['A-1 a', 'A-2 b', 'A-3 c']);
  expect(errors).toEqual([6, 7, 8].map((row) => `${row} TOO_FEW_CELLS`));
  expect(warnings).toContainEqual(['SECOND_TABLE', 1, [6]]);
});

describe('a result file as a workbook', () => {
  it.each([{ strict: true }, { on_invalid: 'abort' }] as const)(
    'is accepted with %o when it is sent back',
    async (options) => {
      const account = `sent-back-${Object.keys(options)}`;
      const client = await suite.api.client(account);
      const first = await client.imports.post(csv('Register of assets', 'identifier,name', 'W-1,a', 'W-2,', 'W-3,c'));
      const imported = await client.imports.wait(first.job_id);
      expect(imported).toMatchObject({ inserted_rows: 2, failed_rows: 1, warnings: [{ code: 'ROWS_SKIPPED' }] });
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load((await client.imports.results(first.job_id, 'xlsx')) as never);
      expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Results', 'Warnings']);
      const sheet = workbook.worksheets[0] as ExcelJS.Worksheet;
      const names = sheet.getRow(1).values as string[];
      for (let row = 2; row <= sheet.rowCount; row++) {
        if (sheet.getRow(row).getCell(names.indexOf('_status')).value !== 'failed') continue;
        sheet.getRow(row).getCell(names.indexOf('name')).value = 'repaired';
      }
      const again = await importOf(account, Buffer.from(await workbook.xlsx.writeBuffer()), options);
      expect(again.job).toMatchObject({ status: 'completed', inserted_rows: 1, failed_rows: 0 });
      expect(again.rows.sort()).toEqual(['W-1 a', 'W-2 repaired', 'W-3 c']);
      expect(decided(again, 'sheet')).toMatchObject({ value: 'Results', doubtful: false });
      expect(again.job.warnings.map(({ code }) => code)).toEqual(['OTHER_SHEETS']);
    },
  );
});
