import { open } from 'node:fs/promises';
import type { Dialect } from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import type { TableColumn } from '../types.ts';
import { rejectColumns } from './load-normalized.ts';
import type { LoadInput } from './load-table.ts';
import { type PlainFile, scanPlain } from './plain-scan.ts';
import { readCsvSql } from './read-csv.ts';

const HEAD_BYTES = 64 * 1024;

/** Whether DuckDB supports the dialect reliably. */
const isPlainDialect = ({ invalidBytes, newline, separatorLine, marked }: Dialect): boolean =>
  !invalidBytes && newline === '\n' && !separatorLine && !marked;

/**
 * Lets DuckDB read the file while every byte is checked here. Returns false, leaving nothing behind, if the file is not plain
 * or DuckDB rejects it.
 */
export async function loadDirectly(
  input: LoadInput,
  columns: readonly TableColumn[],
  headerRow: number,
): Promise<boolean> {
  const { engine, table, path, dialect, limits, records, signal } = input;
  if (!isPlainDialect(dialect) || columns.length === 0 || headerRow > 1) return false;
  const rows = `${table}_rows`;
  const maxRecordBytes = Math.min(limits.maxCellBytes, limits.maxRowBytes);
  const newline = await guessNewline(path);
  const [plain, read] = await Promise.all([
    scanPlain({ path, dialect, columns: columns.length, maxRecordBytes, signal }),
    createRows(input, columns, rows, { newline, parallel: true }),
  ]);
  const isPlain = plain !== undefined && plain.records - headerRow === records && plain.newline === newline;
  if (!isPlain || !(await isWhole(input, columns, rows, plain, read))) {
    await engine.run(`DROP TABLE IF EXISTS ${rows}`);
    return false;
  }
  await engine.run(`CREATE VIEW ${table} AS SELECT rowid + ${headerRow + 1} AS _row, * FROM ${rows}`);
  await engine.run(`CREATE TABLE ${table}_rejects (${rejectColumns.map((column) => column.join(' ')).join(', ')})`);
  return true;
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
