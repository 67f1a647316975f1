import { open } from 'node:fs/promises';
import type { Dialect } from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import type { TableColumn } from '../types.ts';
import { rejectColumns } from './load-normalised.ts';
import type { LoadInput } from './load-table.ts';
import { type PlainFile, scanPlain } from './plain-scan.ts';
import { readCsvSql } from './read-csv.ts';

const HEAD_BYTES = 64 * 1024;

/** Whether DuckDB can be trusted with the dialect at all. */
const isPlainDialect = ({ encoding, newline, separatorLine }: Dialect): boolean =>
  encoding === 'utf-8' && newline === '\n' && !separatorLine;

/**
 * Lets DuckDB read the file while every byte is looked at here. Returns false, with nothing left behind, when the file
 * is not plain or DuckDB complains of it.
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
  const guess = await guessLayout(path);
  const [plain, read] = await Promise.all([
    scanPlain({ path, dialect, columns: columns.length, maxRecordBytes, signal }),
    createRows(input, columns, rows, guess),
  ]);
  const isPlain = plain !== undefined && plain.records - headerRow === records;
  // What only the whole file could show makes DuckDB read it once more.
  const fits = plain?.newline === guess.newline && (guess.intricate || !plain.intricate);
  const whole = isPlain && (fits ? read : await createRows(input, columns, rows, plain));
  if (!whole || !(await hasRows(engine, rows, records))) {
    await engine.run(`DROP TABLE IF EXISTS ${rows}`);
    return false;
  }
  await engine.run(`CREATE VIEW ${table} AS SELECT rowid + ${headerRow + 1} AS _row, * FROM ${rows}`);
  await engine.run(`CREATE TABLE ${table}_rejects (${rejectColumns.map((column) => column.join(' ')).join(', ')})`);
  return true;
}

type Layout = Pick<PlainFile, 'newline' | 'intricate'>;

/** How the file is laid out as far as its first bytes show. */
async function guessLayout(path: string): Promise<Layout> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    const lineEnd = head.indexOf('\n');
    const newline = head[lineEnd - 1] === '\r' ? '\r\n' : '\n';
    return { newline, intricate: /"[^"]*[\r\n]/.test(head.replaceAll(/"[^"\r\n]*"/g, '')) };
  } finally {
    await file.close();
  }
}

/** False when DuckDB complains of the file's contents. */
async function createRows(
  { engine, path, dialect }: LoadInput,
  columns: readonly TableColumn[],
  rows: string,
  { newline, intricate }: Layout,
): Promise<boolean> {
  const source = readCsvSql({
    path,
    columns: columns.map(({ id }) => [id, 'VARCHAR']),
    delimiter: dialect.delimiter,
    header: dialect.hasHeader,
    parallel: !intricate,
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

/** Whether all are there and numbered without a gap. */
async function hasRows(engine: Engine, table: string, expected: number): Promise<boolean> {
  const [found] = await engine.rows<{ rows: number; last: number | null }>(
    `SELECT count(*) AS rows, max(rowid) + 1 AS last FROM ${table}`,
  );
  return found?.rows === expected && (found.last ?? 0) === expected;
}

/** DuckDB's complaint of the file's contents. */
const isReadError = (error: unknown): boolean =>
  error instanceof Error && /^(Invalid Input Error|Conversion Error)\b/.test(error.message);
