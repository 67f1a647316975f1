import type { Random } from '../../harness/index.ts';
import { type CellError, type Cells, COLUMNS, FLAWS, goodRow, type Values } from './cells.ts';

/** One record of a generated file. */
export interface FileRecord {
  /** The row number in a spreadsheet: the header is 1, blank rows count. */
  readonly row: number;
  /** The physical line on which it starts. */
  readonly line: number;
  /** Every cell as a CSV reader must return it. */
  readonly cells: readonly string[];
  readonly values: Values;
  /** Its errors, apart from conflicts with other rows. */
  readonly errors: readonly CellError[];
  /** Too few or too many cells: none of them is checked. */
  readonly ragged: boolean;
}

export interface MadeFile {
  readonly bytes: Buffer;
  readonly records: readonly FileRecord[];
}

export interface FileOptions {
  readonly rows: number;
  /** Share of bad rows, of all rows or by position in the file; every flaw occurs equally often. */
  readonly bad?: number | ((at: number) => number);
  /** Share of rows that repeat the key of an earlier row. */
  readonly duplicates?: number;
  /** Share of rows whose key is one of `existing`. */
  readonly matching?: number;
  readonly existing?: readonly string[];
  /** Share of rows after a blank line. */
  readonly blankLines?: number;
  /** Prefix of new keys; files with different prefixes share no keys. */
  readonly prefix: string;
}

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\n`;

/** A CSV with every kind of row, and a description of each row. */
export function makeFile(random: Random, options: FileOptions): MadeFile {
  const { rows, prefix, existing = [], bad = 0 } = options;
  const lines = [csvLine(COLUMNS)];
  const records: FileRecord[] = [];
  const keys: string[] = [];
  let row = 1;
  let line = 2;
  let flaw = 0;
  // Existing keys occur in random order, and at most once unless as a duplicate.
  let nextExisting = random.int(0, 1_000);
  for (let at = 0; at < rows; at++) {
    if (random.chance(options.blankLines ?? 0)) {
      lines.push('\n');
      row++;
      line++;
    }
    row++;
    let key = `${prefix}-${String(at).padStart(6, '0')}`;
    if (keys.length > 0 && random.chance(options.duplicates ?? 0)) key = random.pick(keys);
    else if (existing.length > 0 && random.chance(options.matching ?? 0)) {
      key = existing[(nextExisting++ * 7919) % existing.length] ?? key;
    }
    keys.push(key);
    const good = goodRow(random, key, `${prefix}${at}`);
    const found = random.chance(typeof bad === 'function' ? bad(at) : bad) ? FLAWS[flaw++ % FLAWS.length] : undefined;
    const record = found
      ? spoil(good, found)
      : { cells: inOrder(good.cells), values: good.values, errors: [], ragged: false };
    const text = csvLine(record.cells);
    lines.push(text);
    records.push({ row, line, ...record });
    line += text.split('\n').length - 1;
  }
  return { bytes: Buffer.from(lines.join('')), records };
}

export const inOrder = (cells: Cells): string[] => COLUMNS.map((name) => cells[name]);

function spoil({ cells, values }: { cells: Cells; values: Values }, flaw: (typeof FLAWS)[number]) {
  const errors: readonly CellError[] = flaw.errors;
  if ('ragged' in flaw) {
    const whole = inOrder(cells);
    return { cells: flaw.ragged < 0 ? whole.slice(0, -1) : [...whole, 'surplus'], values, errors, ragged: true };
  }
  const set: Partial<Cells> = flaw.set;
  const key = set.identifier === undefined ? values.identifier : null;
  return { cells: inOrder({ ...cells, ...set }), values: { ...values, identifier: key }, errors, ragged: false };
}
