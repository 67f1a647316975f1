import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@sluice/core';
import type { TableColumn } from '../types.ts';
import type { LoadInput } from './load-table.ts';
import type { Normalized } from './normalize.ts';
import { normalizeFile } from './normalize-file.ts';
import { readCsvSql } from './read-csv.ts';

export const rejectColumns = [
  ['_row', 'BIGINT'],
  ['line', 'BIGINT'],
  ['code', 'VARCHAR'],
  ['message', 'VARCHAR'],
  ['raw', 'VARCHAR'],
] as const;

/** Reads the file with our own reader and loads the result into DuckDB. */
export async function loadNormalized(
  input: LoadInput,
  columns: readonly TableColumn[],
): Promise<Pick<Normalized, 'rejected' | 'warnings'>> {
  const { engine, table, records, signal } = input;
  const rowsPath = path.join(input.folder, `${table}.rows.csv`);
  const rejectsPath = path.join(input.folder, `${table}.rejects.csv`);
  try {
    const { dialect, limits } = input;
    const files = { path: input.path, dialect, limits, rowsPath, rejectsPath };
    const found = await normalizeFile(files, signal, input.inlineBytes);
    const source = { delimiter: ',', header: false, newline: '\n', maxLineBytes: found.maxLineBytes } as const;
    const rowColumns = [['_row', 'BIGINT'] as const, ...columns.map(({ id }) => [id, 'VARCHAR'] as const)];
    const rows = readCsvSql({ ...source, path: rowsPath, columns: rowColumns, parallel: !found.intricate });
    const rejects = readCsvSql({ ...source, path: rejectsPath, columns: rejectColumns, parallel: false });
    await engine.run(`CREATE TABLE ${table} AS FROM ${rows}`);
    await engine.run(`CREATE TABLE ${table}_rejects AS FROM ${rejects}`);
    await expectRows(input, table, found.rows);
    await expectRows(input, `${table}_rejects`, found.rejected);
    if (found.rows + found.rejected !== records) throw miscounted(table, records, found.rows + found.rejected);
    return found;
  } finally {
    await rm(rowsPath, { force: true });
    await rm(rejectsPath, { force: true });
  }
}

async function expectRows({ engine }: LoadInput, table: string, expected: number): Promise<void> {
  const [found] = await engine.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`);
  if (found?.rows !== expected) throw miscounted(table, expected, found?.rows ?? 0);
}

const miscounted = (table: string, expected: number, rows: number): AppError =>
  new AppError('INTERNAL', `${table} has ${rows} rows where ${expected} were written`);
