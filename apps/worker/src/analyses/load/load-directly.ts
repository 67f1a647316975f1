import { open } from 'node:fs/promises';
import type { Warning } from '@sluice/core';
import { type Dialect, isPlainGrammar } from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import type { TableColumn } from '../types.ts';
import { rejectColumns } from './load-normalized.ts';
import type { LoadInput } from './load-table.ts';
import { type PlainFile, scanPlain } from './plain-scan.ts';
import { readCsvSql } from './read-csv.ts';
import { hasSwallowed, suspiciousRows } from './suspicious-rows.ts';

const HEAD_BYTES = 64 * 1024;

/** Whether DuckDB supports the dialect reliably. */
function isPlainDialect(dialect: Dialect): boolean {
  const { invalidBytes, newline, separatorLine, skipRows, skipFooter, trailingWidth, nullMarker, marked } = dialect;
  if (invalidBytes || newline !== '\n' || separatorLine || marked || !isPlainGrammar(dialect)) return false;
  const { allowShortRows, skipRepeatedHeaders, skipTotals } = dialect;
  const isWhole = skipRows === 0 && skipFooter === 0 && trailingWidth === 0 && !nullMarker;
  return isWhole && !allowShortRows && !skipRepeatedHeaders && !skipTotals;
}

/**
 * Lets DuckDB read the file while every byte is checked here. Returns what is suspicious about its rows, or undefined, leaving
 * nothing behind, if the file is not plain or DuckDB rejects it.
 */
export async function loadDirectly(
  input: LoadInput,
  columns: readonly TableColumn[],
  headerRow: number,
): Promise<Warning[] | undefined> {
  const { engine, table, path, dialect, limits, records, signal } = input;
  if (!isPlainDialect(dialect) || columns.length === 0 || headerRow > 1) return undefined;
  const rows = `${table}_rows`;
  const maxRecordBytes = Math.min(limits.maxCellBytes, limits.maxRowBytes);
  const newline = await guessNewline(path);
  const [plain, read] = await Promise.all([
    scanPlain({ path, dialect, columns: columns.length, maxRecordBytes, signal }),
    createRows(input, columns, rows, { newline, parallel: true }),
  ]);
  const isPlain = plain !== undefined && plain.records - headerRow === records && plain.newline === newline;
  const isLoaded = isPlain && (await isWhole(input, columns, rows, plain, read));
  if (!isLoaded || (plain.intricate && (await hasSwallowed(engine, rows, columns, dialect.delimiter)))) {
    await engine.run(`DROP TABLE IF EXISTS ${rows}`);
    return undefined;
  }
  await engine.run(`CREATE VIEW ${table} AS SELECT rowid + ${headerRow + 1} AS _row, * FROM ${rows}`);
  await engine.run(`CREATE TABLE ${table}_rejects (${rejectColumns.map((column) => column.join(' ')).join(', ')})`);
  return suspiciousRows(engine, table, columns, dialect.hasHeader);
}

/**
 * Whether every record became a row. Threads that start midway may misread a quote or line break inside a cell; then the
 * cells have different sizes, and a single thread reads the file again.
 */
async function isWhole(
  input: LoadInput,
  columns: readonly TableColumn[],
  rows: string,
  plain: PlainFile,
  read: boolean,
): Promise<boolean> {
  const { engine, records } = input;
  if (read && (await hasRows(engine, rows, records))) {
    if (!plain.intricate || (await hasBytes(engine, rows, columns, plain))) return true;
  }
  if (!plain.intricate) return false;
  const again = await createRows(input, columns, rows, { newline: plain.newline, parallel: false });
  return again && (await hasRows(engine, rows, records));
}

interface Layout {
  readonly newline: PlainFile['newline'];
  readonly parallel: boolean;
}

/** The first line break in the head of the file. */
async function guessNewline(path: string): Promise<PlainFile['newline']> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const lineEnd = buffer.subarray(0, bytesRead).indexOf('\n');
    return buffer[lineEnd - 1] === 13 ? '\r\n' : '\n';
  } finally {
    await file.close();
  }
}

/** False if DuckDB rejects the file's contents. */
async function createRows(
  { engine, path, dialect }: LoadInput,
  columns: readonly TableColumn[],
  rows: string,
  { newline, parallel }: Layout,
): Promise<boolean> {
  const source = readCsvSql({
    path,
    columns: columns.map(({ id }) => [id, 'VARCHAR']),
    delimiter: dialect.delimiter,
    header: dialect.hasHeader,
    parallel,
    ...(newline === '\n' ? { newline } : {}),
  });
  try {
    await engine.run(`CREATE OR REPLACE TABLE ${rows} AS FROM ${source}`);
    return true;
  } catch (error) {
    if (!isReadError(error)) throw error;
    return false;
  }
}

/** Whether all rows exist and are numbered without gaps. */
async function hasRows(engine: Engine, table: string, expected: number): Promise<boolean> {
  const [found] = await engine.rows<{ rows: number; last: number | null }>(
    `SELECT count(*) AS rows, max(rowid) + 1 AS last FROM ${table}`,
  );
  return found?.rows === expected && (found.last ?? 0) === expected;
}

/** Whether the cells of every column have as many bytes as in the file. */
async function hasBytes(
  engine: Engine,
  table: string,
  columns: readonly TableColumn[],
  { cellBytes }: PlainFile,
): Promise<boolean> {
  const sums = columns.map(({ id }) => `coalesce(sum(strlen(${id})), 0)`);
  const [found] = await engine.rows<{ sums: number[] }>(`SELECT [${sums.join(', ')}] AS sums FROM ${table}`);
  return columns.every((_, at) => found?.sums[at] === cellBytes[at]);
}

/** Whether DuckDB has rejected the file's contents. */
const isReadError = (error: unknown): boolean =>
  error instanceof Error && /^(Invalid Input Error|Conversion Error)\b/.test(error.message);
