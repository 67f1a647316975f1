import type { Dialect } from '../../tabular/index.ts';
import type { TableColumn } from '../types.ts';
import { rejectColumns } from './load-normalised.ts';
import type { LoadInput } from './load-table.ts';
import { type PlainFile, scanPlain } from './plain-scan.ts';
import { readCsvSql } from './read-csv.ts';

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
  const maxRecordBytes = Math.min(limits.maxCellBytes, limits.maxRowBytes);
  const plain = await scanPlain({ path, dialect, columns: columns.length, maxRecordBytes, signal });
  if (plain === undefined || plain.records - headerRow !== records) return false;
  const rows = `${table}_rows`;
  try {
    await engine.run(`CREATE TABLE ${rows} AS FROM ${directSql(input, columns, plain)}`);
  } catch (error) {
    if (!isReadError(error)) throw error;
    return false;
  }
  const [found] = await engine.rows<{ rows: number; last: number | null }>(
    `SELECT count(*) AS rows, max(rowid) + 1 AS last FROM ${rows}`,
  );
  if (found?.rows !== records || (found.last ?? 0) !== records) {
    await engine.run(`DROP TABLE ${rows}`);
    return false;
  }
  await engine.run(`CREATE VIEW ${table} AS SELECT rowid + ${headerRow + 1} AS _row, * FROM ${rows}`);
  await engine.run(`CREATE TABLE ${table}_rejects (${rejectColumns.map((column) => column.join(' ')).join(', ')})`);
  return true;
}

function directSql({ path, dialect }: LoadInput, columns: readonly TableColumn[], plain: PlainFile): string {
  return readCsvSql({
    path,
    columns: columns.map(({ id }) => [id, 'VARCHAR']),
    delimiter: dialect.delimiter,
    header: dialect.hasHeader,
    parallel: !plain.intricate,
    ...(plain.newline === '\n' ? { newline: '\n' } : {}),
  });
}

/** DuckDB's complaint of the file's contents. */
const isReadError = (error: unknown): boolean =>
  error instanceof Error && /^(Invalid Input Error|Conversion Error)\b/.test(error.message);
