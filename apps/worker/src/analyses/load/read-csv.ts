import { literal } from '../shared/sql.ts';

export interface ReadCsvInput {
  readonly path: string;
  /** Names and types of all columns, in order. */
  readonly columns: readonly (readonly [name: string, type: 'VARCHAR' | 'BIGINT'])[];
  readonly delimiter: string;
  readonly header: boolean;
  /** Set only for LF: with CRLF DuckDB finds no rows, and by default it uses the first line break it sees. */
  readonly newline?: '\n';
  /** Whether several threads may start in the middle of the file. */
  readonly parallel: boolean;
  /** Bytes of the longest line. */
  readonly maxLineBytes?: number;
}

/** DuckDB's own default. */
const MAX_LINE_BYTES = 2_000_000;
/** Of a buffer; each thread has several. DuckDB's own default, 32 MB, takes 100 MB more in all, and is no faster. */
const BUFFER_BYTES = 4_000_000;

/** A `read_csv` call that leaves nothing to auto-detection. Empty cells are NULL. */
export function readCsvSql(input: ReadCsvInput): string {
  const columns = input.columns.map(([name, type]) => `${name}: '${type}'`).join(', ');
  const newline = input.newline === '\n' ? " new_line='\\n'," : '';
  const maxLineBytes = Math.max(input.maxLineBytes ?? 0, MAX_LINE_BYTES);
  return (
    `read_csv(${literal(input.path)}, auto_detect=false, columns={${columns}}, delim=${literal(input.delimiter)}, ` +
    `quote='"', escape='"', header=${input.header},${newline} nullstr='', encoding='utf-8', ` +
    `compression='none', strict_mode=true, null_padding=false, ignore_errors=false, ` +
    `parallel=${input.parallel}, max_line_size=${maxLineBytes}, buffer_size=${Math.max(BUFFER_BYTES, maxLineBytes)})`
  );
}
