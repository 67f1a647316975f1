import type { RejectRow } from '@sluice/db/imports';
import type { ByteSink } from './byte-sink.ts';
import type { ResultLines, RowStatus } from './result-lines.ts';

/** A batch's lines of the result file, written on the assumption that the table accepts every good row. */
export interface ResultPart {
  readonly bytes: Uint8Array;
  /** The batch's rows in order, and the start of each line, in UTF-16 units of the text encoded in `bytes`. */
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
}

/** Collects the lines of one batch. */
export class ResultPartWriter {
  readonly #lines: ResultLines;
  readonly #sink: ByteSink;
  readonly #rows: Uint32Array;
  readonly #starts: Uint32Array;
  #count = 0;

  constructor(lines: ResultLines, maxRows: number, sink: ByteSink) {
    this.#lines = lines;
    this.#sink = sink;
    this.#rows = new Uint32Array(maxRows);
    this.#starts = new Uint32Array(maxRows);
  }

  good(row: number, status: RowStatus, cells: readonly string[], raw: string): void {
    this.#begin(row);
    this.#sink.write(this.#lines.good(row, status, this.#lines.original(cells, raw)));
  }

  bad(row: number, rejects: readonly RejectRow[], cells: readonly string[], raw: string): void {
    this.#begin(row);
    const status = rejects[0]?.outcome ?? 'failed';
    this.#sink.write(this.#lines.bad(row, status, rejects, this.#lines.original(cells, raw)));
  }

  #begin(row: number): void {
    this.#rows[this.#count] = row;
    this.#starts[this.#count++] = this.#sink.units;
  }

  finish(): ResultPart {
    return {
      bytes: this.#sink.finish(),
      rows: this.#rows.subarray(0, this.#count),
      starts: this.#starts.subarray(0, this.#count),
    };
  }
}

/** The text of each row of the part, with its line break; undefined for rows of other batches. */
export function resultTexts({ bytes, rows, starts }: ResultPart): (row: number) => string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  const placeOf = new Map(Array.from(rows, (row, at) => [row, at]));
  return (row) => {
    const at = placeOf.get(row);
    return at === undefined ? undefined : text.slice(starts[at], starts[at + 1] ?? text.length);
  };
}

/** The bytes of the part, with rows that the table rejected marked as such. Rows with errors are unchanged. */
export function markConflicts(
  { bytes, rows, starts }: ResultPart,
  lines: ResultLines,
  goodStatus: RowStatus,
  conflicts: readonly RejectRow[],
): Uint8Array {
  if (conflicts.length === 0) return bytes;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  let marked = '';
  let copied = 0;
  let at = 0;
  for (const conflict of conflicts) {
    while (at < rows.length && (rows[at] as number) < conflict.row) at++;
    if (rows[at] !== conflict.row) continue;
    const start = starts[at] as number;
    const good = lines.goodPrefix(conflict.row, goodStatus);
    if (!text.startsWith(good, start)) continue;
    marked += text.slice(copied, start) + lines.badPrefix(conflict.row, conflict.outcome, [conflict]);
    copied = start + good.length;
  }
  return Buffer.from(marked + text.slice(copied));
}
