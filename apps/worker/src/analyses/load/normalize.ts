import { closeSync, openSync, writeSync } from 'node:fs';
import type { Warning } from '@sluice/core';
import { type Dialect, openCsv, type RecordBlock, type TableLimits } from '../../tabular/index.ts';

const FLUSH_CHARS = 64 * 1024;

export interface NormalizeInput {
  readonly path: string;
  readonly dialect: Dialect;
  readonly limits: TableLimits;
  /** The output file for rows, as `_row` and the cells. */
  readonly rowsPath: string;
  /** File for unparseable records, as `_row`, line, code, message and raw text. */
  readonly rejectsPath: string;
}

export interface Normalized {
  readonly columns: number;
  readonly rows: number;
  readonly rejected: number;
  /** Some cell contains a line break. */
  readonly intricate: boolean;
  readonly maxLineBytes: number;
  readonly warnings: readonly Warning[];
}

/** Reads a table as imports do and writes it as CSV that can be read in only one way. Yields after each block. */
export function* normalize({
  path,
  dialect,
  limits,
  rowsPath,
  rejectsPath,
}: NormalizeInput): Generator<void, Normalized> {
  const reader = openCsv({ path, dialect, limits });
  const rows = new CsvFile(rowsPath);
  const rejects = new CsvFile(rejectsPath);
  try {
    for (const block of reader.blocks()) {
      writeBlock(block, rows, rejects);
      yield;
    }
    rows.flush();
    rejects.flush();
  } finally {
    reader.close();
    rows.close();
    rejects.close();
  }
  return {
    columns: reader.header.length,
    rows: rows.lines,
    rejected: rejects.lines,
    intricate: rows.intricate || rejects.intricate,
    maxLineBytes: Math.max(rows.maxLineBytes, rejects.maxLineBytes),
    warnings: reader.warnings.list(),
  };
}

function writeBlock(block: RecordBlock, rows: CsvFile, rejects: CsvFile): void {
  for (const [at, cells] of block.cells.entries()) {
    const row = block.rows[at] as number;
    const fault = block.faults.get(at);
    if (fault === undefined) rows.write(row, cells);
    else rejects.write(row, [String(block.lines[at]), fault.code, fault.message, block.raw[at] ?? '']);
  }
}

class CsvFile {
  lines = 0;
  intricate = false;
  maxLineBytes = 0;
  readonly #fd: number;
  #text = '';

  constructor(path: string) {
    this.#fd = openSync(path, 'w', 0o600);
  }

  /** Every non-empty cell is quoted. */
  write(row: number, cells: readonly string[]): void {
    let line = String(row);
    for (const cell of cells) {
      if (cell === '') line += ',';
      else line += cell.includes('"') ? `,"${cell.replaceAll('"', '""')}"` : `,"${cell}"`;
    }
    this.lines++;
    this.intricate ||= /[\r\n]/.test(line);
    // At most three bytes per character.
    if (line.length * 3 > this.maxLineBytes) this.maxLineBytes = line.length * 3 + 1;
    this.#text += `${line}\n`;
    if (this.#text.length >= FLUSH_CHARS) this.flush();
  }

  flush(): void {
    const bytes = Buffer.from(this.#text);
    this.#text = '';
    for (let at = 0; at < bytes.length; at += writeSync(this.#fd, bytes, at));
  }

  close(): void {
    closeSync(this.#fd);
  }
}
