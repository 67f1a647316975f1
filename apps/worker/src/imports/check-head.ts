import { setImmediate } from 'node:timers/promises';
import { storedError } from '@sluice/db/imports';
import {
  excerpt,
  type HeaderMapping,
  type Importer,
  keyReader,
  type RowChecker,
  type RowError,
} from '@sluice/importers';
import type { CheckedRecords, PreviewRow } from '@sluice/jobs';
import { restoreCell } from '../artifacts/formula.ts';
import { type CsvReader, type Dialect, type RecordBlock, textCells } from '../tabular/index.ts';
import { doneStatus } from './result-lines.ts';

/** A preview checks the records that it shows, and then others for as long as this; a longer file is for a dry run. */
const CHECK_MS = 1_500;
/** Cells of the rows that are returned in one list. */
const MOST_CELLS = 50_000;
const MOST_CAUSES = 50;

export interface CheckHeadInput {
  readonly reader: CsvReader;
  readonly dialect: Dialect;
  readonly mapping: HeaderMapping;
  readonly importer: Importer;
  readonly checker: RowChecker;
  readonly fallbacks: Readonly<Record<string, string>>;
  /** Rows to return of each kind. */
  readonly rows: number;
  /** The spool has only the start of the file. */
  readonly partial: boolean;
  readonly signal: AbortSignal;
}

export interface CheckedHead {
  readonly rows: readonly PreviewRow[];
  readonly failedRows: readonly PreviewRow[];
  readonly checked: CheckedRecords;
  /** A record has a key, or a fault of its own in place of one. */
  readonly hasKey: boolean;
}

/** Checks the records of a file as an import would, one by one, until the end of what is there or until time is up. */
export async function checkHead(input: CheckHeadInput): Promise<CheckedHead> {
  const head = new HeadTally(input);
  const enough = performance.now() + CHECK_MS;
  let isWhole = !input.partial;
  for (const block of input.reader.blocks()) {
    if (head.records >= head.most && performance.now() > enough) {
      isWhole = false;
      break;
    }
    for (const at of block.cells.keys()) head.see(block, at);
    await setImmediate();
    input.signal.throwIfAborted();
  }
  return head.finish(isWhole);
}

class HeadTally {
  records = 0;
  /** Rows to return in one list. */
  readonly most: number;
  readonly #input: CheckHeadInput;
  readonly #keyOf: (cell: string) => string;
  readonly #keyAt: number;
  /** For each column of the file, its position in the checker's values; -1 if it is not imported. */
  readonly #valueAt: readonly number[];
  readonly #rows: PreviewRow[] = [];
  readonly #failedRows: PreviewRow[] = [];
  readonly #causes = new Map<string, CheckedRecords['causes'][number]>();
  #failed = 0;
  #done = 0;
  #hasKey = false;

  constructor(input: CheckHeadInput) {
    const { reader, mapping, importer, checker, rows } = input;
    this.#input = input;
    this.most = Math.min(rows, Math.max(1, Math.floor(MOST_CELLS / Math.max(reader.header.length, 1))));
    this.#keyOf = keyReader(importer);
    this.#keyAt = mapping.matches.findIndex(({ column }) => column === importer.key);
    this.#valueAt = mapping.matches.map(({ column }) => (column === null ? -1 : checker.columns.indexOf(column)));
  }

  see(block: RecordBlock, at: number): void {
    const { mapping, checker, dialect } = this.#input;
    const [row, line] = [block.rows[at] ?? 0, block.lines[at] ?? 0];
    const given = block.cells[at] ?? [];
    const cells = mapping.statusIndex === undefined ? given : given.map(restoreCell);
    const fault = block.faults.get(at);
    const cellFaults = block.cellFaults.get(at);
    this.records++;
    if (!fault) this.#hasKey ||= this.#keyOf(cells[this.#keyAt] ?? '') !== '' || cellFaults?.has(this.#keyAt) === true;
    const isDone = !fault && doneStatus(given, mapping.statusIndex) !== undefined;
    let errors: readonly RowError[] = [];
    if (fault) {
      const value = fault.value === undefined ? null : excerpt(fault.value);
      errors = [{ row, line, outcome: 'failed', field: null, code: fault.code, value, message: fault.message }];
    } else if (isDone) this.#done++;
    else if (!checker.check(cells, row, line, cellFaults, textCells(block, at, dialect))) errors = checker.rejects;
    if (errors.length > 0) this.#failed++;
    for (const error of errors) this.#count(error);
    const isShown = this.#rows.length < this.most;
    const isFailure = errors.length > 0 && this.#failedRows.length < this.most;
    if (!isShown && !isFailure) return;
    const shown = cells.map((cell, place) => excerpt(cell || (cellFaults?.get(place)?.value ?? '')));
    const view = {
      ...{ row, line, values: this.#byHeader(shown), cells: shown },
      stored: fault || isDone ? [] : this.#stored(errors),
      errors: errors.map(storedError),
    };
    if (isShown) this.#rows.push(view);
    if (isFailure) this.#failedRows.push(view);
  }

  finish(isWhole: boolean): CheckedHead {
    const causes = [...this.#causes.values()].toSorted((a, b) => b.count - a.count).slice(0, MOST_CAUSES);
    return {
      ...{ rows: this.#rows, failedRows: this.#failedRows, hasKey: this.#hasKey },
      checked: {
        ...{ records: this.records, is_whole: isWhole, failed_records: this.#failed, done_records: this.#done },
        causes,
      },
    };
  }

  #byHeader(cells: readonly string[]): Record<string, string> {
    return Object.fromEntries(this.#input.reader.header.map((name, at) => [name, cells[at] ?? '']));
  }

  /** By column of the file, of the record that was checked last. */
  #stored(errors: readonly RowError[]): (string | null)[] {
    const { checker, fallbacks } = this.#input;
    const wrong = new Set(errors.map(({ field }) => field));
    return this.#valueAt.map((at) => {
      const column = checker.columns[at];
      if (column === undefined || wrong.has(column)) return null;
      const value = checker.values[at] ?? fallbacks[column];
      return value === undefined ? null : excerpt(value);
    });
  }

  #count({ code, field, message: error, row, value }: RowError): void {
    const id = `${code} ${field}`;
    const known = this.#causes.get(id);
    if (known) known.count++;
    else this.#causes.set(id, { code, field, count: 1, error, row, value });
  }
}
