import type { ImportJob, ImportRowError } from '@sluice/client';
import papaparse from 'papaparse';
import { expect } from 'vitest';
import type { Client } from '../../harness/index.ts';
import { COLUMNS } from './cells.ts';
import type { Table } from './oracle.ts';
import { connect, differences, readAssets } from './table.ts';

/** What became of a record. Errors without a value may have any. */
interface Outcome {
  readonly record: { readonly row: number; readonly line: number; readonly cells: readonly string[] };
  readonly status: 'imported' | 'skipped' | 'failed';
  readonly errors: readonly {
    readonly field: string | null;
    readonly code: string;
    readonly value: string | null | undefined;
  }[];
}

/** What an import must have done, apart from the table. */
export interface Expected {
  readonly outcomes: readonly Outcome[];
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The counters that the status of a finished import must show. */
export const expectedCounts = ({ outcomes, inserted, updated, unchanged, failed, skipped }: Expected) => ({
  total_rows: outcomes.length,
  processed_rows: outcomes.length,
  successful_rows: inserted + updated + unchanged,
  failed_rows: failed,
  skipped_rows: skipped,
  inserted_rows: inserted,
  updated_rows: updated,
  unchanged_rows: unchanged,
});

export const countsOf = (status: ImportJob) => ({
  total_rows: status.total_rows,
  processed_rows: status.processed_rows,
  successful_rows: status.successful_rows,
  failed_rows: status.failed_rows,
  skipped_rows: status.skipped_rows,
  inserted_rows: status.inserted_rows,
  updated_rows: status.updated_rows,
  unchanged_rows: status.unchanged_rows,
});

/** Describes the first differences between two lists, at most `limit`. */
export function listDifferences(actual: readonly string[], expected: readonly string[], limit = 3): string[] {
  const found: string[] = [];
  for (let at = 0; at < Math.max(actual.length, expected.length) && found.length < limit; at++) {
    if (actual[at] !== expected[at]) found.push(`#${at} is ${actual[at]}, not ${expected[at]}`);
  }
  return found;
}

/** Compares all row errors in file order: row, line, field, code and value. */
export function checkErrors(actual: readonly ImportRowError[], { outcomes }: Expected): void {
  const expected = outcomes.flatMap(({ record: { row, line }, errors }) =>
    errors.map((error) => ({ row, line, ...error })),
  );
  const free = expected.map(({ value }) => value === undefined);
  const text = ({ row, line, field, code, value }: Omit<ImportRowError, 'error' | 'outcome'>, at: number): string =>
    JSON.stringify([row, line, field, code, free[at] ? '(any)' : value]);
  const wanted = expected.map((error, at) => text({ ...error, value: error.value ?? null }, at));
  expect(listDifferences(actual.map(text), wanted)).toEqual([]);
  expect(actual.every(({ error }) => error.length > 0)).toBe(true);
}

/** Expects every batch once in the ledger, without gaps, with sums that match the import's counters. */
export async function checkLedger(url: string, jobId: string, expected: Expected): Promise<void> {
  const connection = await connect(url);
  const [rows] = await connection.query('SELECT * FROM bulk_import_batches WHERE job_id = ? ORDER BY batch_no', [
    jobId,
  ]);
  await connection.end();
  const ledger = rows as unknown as Record<string, string>[];
  const sum = (name: string): number => ledger.reduce((total, row) => total + Number(row[name]), 0);
  expect(ledger.map((row) => Number(row.batch_no))).toEqual(ledger.map((_, at) => at));
  let at = 0;
  for (const row of ledger) {
    expect(Number(row.first_row)).toBe(expected.outcomes[at]?.record.row);
    at += Number(row.row_count);
    expect(Number(row.last_row)).toBe(expected.outcomes[at - 1]?.record.row);
  }
  expect({ rows: at, succeeded: sum('succeeded'), failed: sum('failed'), skipped: sum('skipped') }).toEqual({
    rows: expected.outcomes.length,
    succeeded: expected.inserted + expected.updated + expected.unchanged,
    failed: expected.failed,
    skipped: expected.skipped,
  });
}

/** A cell of a result file without the quote that keeps spreadsheets from running it as a formula. */
const unmarked = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

export const parseCsv = (bytes: Buffer): string[][] =>
  papaparse.parse<string[]>(bytes.toString('utf8').replace(/^\ufeff/, ''), { skipEmptyLines: true, delimiter: ',' })
    .data;

/** The expected line of the result file for one row: status, codes, then the original cells. */
const resultLine = ({ record, status, errors }: Outcome, good: string): string =>
  JSON.stringify([
    String(record.row),
    status === 'imported' ? good : status,
    [...new Set(errors.map(({ code }) => code))].join('; '),
    ...record.cells,
  ]);

export function checkResults(
  rows: readonly (readonly string[])[],
  { outcomes }: Expected,
  { good = 'imported', columns = COLUMNS }: { good?: string; columns?: readonly string[] } = {},
): void {
  const [header, ...lines] = rows;
  expect(header).toEqual(['_row', '_status', '_error_code', '_error_column', '_error', ...columns]);
  const actual = lines.map(([row, status, code, , , ...cells]) =>
    JSON.stringify([row, status, code, ...cells.map(unmarked)]),
  );
  expect(
    listDifferences(
      actual,
      outcomes.map((outcome) => resultLine(outcome, good)),
    ),
  ).toEqual([]);
}

export interface ImportCheck {
  readonly url: string;
  readonly client: Client;
  readonly jobId: string;
  readonly expected: Expected;
  /** The header of the file. */
  readonly columns?: readonly string[];
}

/** Checks a completed import apart from its table: counters, row errors, ledger and result file. */
export async function checkReports({ url, client, jobId, expected, columns }: ImportCheck): Promise<void> {
  const status = await client.imports.get(jobId);
  expect(status).toMatchObject({ status: 'completed', error_code: null });
  expect(countsOf(status)).toEqual(expectedCounts(expected));
  checkErrors(await client.imports.errors(jobId), expected);
  await checkLedger(url, jobId, expected);
  checkResults(parseCsv(await client.imports.results(jobId)), expected, columns && { columns });
}

/** Checks a completed import of assets. */
export async function checkCompleted(
  check: ImportCheck & { readonly account: string; readonly expected: { readonly table: Table } },
): Promise<void> {
  await checkReports(check);
  expect(differences(await readAssets(check.url, check.account), check.expected.table)).toEqual([]);
}
