import type { ImportBatch, RejectRow } from '@sluice/db';
import type { ImporterName, ImportOptions } from '@sluice/jobs';
import { DateOrderEvidence } from '../importers/dates.ts';
import { type DateOrder, type Importer, importers } from '../importers/index.ts';
import { type CsvReader, type Dialect, openCsv, type RecordBlock, type TableLimits } from '../tabular/index.ts';
import { type HeaderMapping, matchHeader, requireUsableHeader } from './header.ts';
import { encode, LineWriter, needsEscape } from './line-writer.ts';
import { MadeKeys } from './made-keys.ts';
import { ResultLines, type RowStatus, restoreCell } from './result-lines.ts';
import { excerpt, RowChecker } from './row-checker.ts';
import { SeenKeys } from './seen-keys.ts';

/** A batch ends after so many characters of text, whatever its rows: very wide rows must not fill the memory. */
const BATCH_CHARACTERS = 8 * 1024 * 1024;

export interface BatchSourceInput {
  readonly path: string;
  readonly dialect: Dialect;
  readonly limits: TableLimits;
  readonly importer: ImporterName;
  readonly options: ImportOptions;
  readonly batchRows: number;
  /** How many batches are committed already: they are checked again for their keys, but not made into lines. */
  readonly committedBatches: number;
  readonly expectedRecords: number;
  /** First number of the keys to make. */
  readonly keyStart: number;
  /** What a new row gets for each column whose fallback is needed, `now` resolved. */
  readonly fallbacks: Readonly<Record<string, string>>;
  /** File for the keys that have been seen. */
  readonly keysPath: string;
  /** What the result file says of good rows, or no result file at all. */
  readonly goodStatus: RowStatus | undefined;
}

/** A record of a batch that is not settled yet, as far as the result file needs it. */
interface PendingBatch {
  readonly rows: number[];
  readonly originals: string[];
  /** By row: the errors of rows that are not good. */
  readonly rejects: Map<number, RejectRow[]>;
  /** Rows of a result file sent back that need no import, with their old status. */
  readonly carried: Map<number, RowStatus>;
}

const newPending = (): PendingBatch => ({ rows: [], originals: [], rejects: new Map(), carried: new Map() });

/** Reads a table, checks its rows and cuts them into batches, always the same ones for the same file and options. */
export class BatchSource {
  /** Columns of the importer that the batches' lines carry, in order. */
  readonly columns: readonly string[];
  readonly #input: BatchSourceInput;
  readonly #importer: Importer;
  readonly #reader: CsvReader;
  readonly #blocks: Generator<RecordBlock, void, undefined>;
  readonly #mapping: HeaderMapping;
  readonly #checker: RowChecker;
  readonly #seen: SeenKeys;
  readonly #madeKeys: MadeKeys | undefined;
  readonly #results: ResultLines;
  readonly #pending = new Map<number, PendingBatch>();
  #dateOrder: { readonly order: DateOrder | undefined } | undefined;
  #block: RecordBlock | undefined;
  #at = 0;
  #batchNo = 0;

  /** @throws AppError where the file or its header cannot be used. */
  constructor(input: BatchSourceInput) {
    this.#input = input;
    this.#importer = importers[input.importer];
    this.#reader = openCsv(input);
    this.#mapping = matchHeader(this.#reader.header, this.#importer, input.options.mapping);
    requireUsableHeader(this.#mapping, this.#importer);
    this.#blocks = this.#reader.blocks();
    this.#checker = new RowChecker({
      importer: this.#importer,
      mapping: this.#mapping,
      dateOrder: () => this.#findDateOrder(),
      fallbacks: input.options.on_duplicate === 'update' ? {} : input.fallbacks,
    });
    this.columns = this.#checker.columns;
    const { makeKey } = this.#importer;
    this.#madeKeys = makeKey ? new MadeKeys(makeKey, input.keyStart) : undefined;
    this.#seen = new SeenKeys(input.keysPath, input.expectedRecords);
    const reserved = this.#mapping.matches.flatMap(({ how }, at) => (how === 'reserved' ? [at] : []));
    this.#results = new ResultLines(input.dialect.delimiter, new Set(reserved));
  }

  /** The first line of the result file. */
  get resultHeader(): Uint8Array {
    return encode(this.#results.header(this.#reader.header));
  }

  /** The number after the last one used for a made key. */
  get nextKey(): number {
    return this.#madeKeys?.next ?? 0;
  }

  /** The next batch, or undefined after the last. */
  next(): ImportBatch | undefined {
    const { batchRows, committedBatches, goodStatus } = this.#input;
    const pending = newPending();
    const lines = new LineWriter(this.#batchNo >= committedBatches);
    const rejects: RejectRow[] = [];
    let characters = 0;
    let rowCount = 0;
    let failedRows = 0;
    let firstRow = 0;
    let lastRow = 0;
    while (rowCount < batchRows && characters < BATCH_CHARACTERS) {
      const block = this.#record();
      if (!block) break;
      const at = this.#at++;
      const row = block.rows[at] as number;
      const outcome = this.#take(block, at, lines, pending);
      if (outcome) {
        for (const reject of outcome) rejects.push(reject);
        pending.rejects.set(row, outcome);
        if (outcome[0]?.outcome === 'failed') failedRows++;
      }
      if (goodStatus) {
        pending.rows.push(row);
        pending.originals.push(this.#results.original(block.cells[at] as string[], block.raw[at] as string));
      }
      characters += (block.raw[at] as string).length;
      if (rowCount === 0) firstRow = row;
      lastRow = row;
      rowCount++;
    }
    if (rowCount === 0) return undefined;
    const batchNo = this.#batchNo++;
    if (goodStatus) this.#pending.set(batchNo, pending);
    return { batchNo, firstRow, lastRow, rowCount, goodRows: lines.rows, lines: lines.finish(), failedRows, rejects };
  }

  /** The block whose record at `#at` comes next. */
  #record(): RecordBlock | undefined {
    while (!this.#block || this.#at >= this.#block.rows.length) {
      const { value, done } = this.#blocks.next();
      if (done) return undefined;
      this.#block = value;
      this.#at = 0;
    }
    return this.#block;
  }

  /** Checks one record; a good one becomes a line. Answers the errors of one that is not. */
  #take(block: RecordBlock, at: number, lines: LineWriter, pending: PendingBatch): RejectRow[] | undefined {
    const row = block.rows[at] as number;
    const line = block.lines[at] as number;
    let cells = block.cells[at] as string[];
    const fault = block.faults.get(at);
    if (fault) {
      const value = fault.value === undefined ? null : excerpt(fault.value);
      return [{ row, line, outcome: 'failed', code: fault.code, field: null, value, message: fault.message }];
    }
    const { statusIndex } = this.#mapping;
    if (statusIndex !== undefined) {
      const status = cells[statusIndex];
      if (status === 'imported' || status === 'skipped') {
        pending.carried.set(row, status);
        return undefined;
      }
      cells = cells.map(restoreCell);
      block.cells[at] = cells;
    }
    const checker = this.#checker;
    const good = checker.check(cells, row, line);
    const key = this.#keyOf(good);
    const first = key === undefined ? 0 : this.#seen.find(key);
    if (first > 0) return this.#duplicate(key as string, row, line, first, good);
    if (!good) return checker.rejects;
    if (key !== undefined) this.#seen.add(key, row);
    const raw = block.raw[at] as string;
    lines.write(row, line, checker.values, raw !== '' && !needsEscape(raw));
    return undefined;
  }

  /** The row's key; made where it has none and is otherwise good. */
  #keyOf(good: boolean): string | undefined {
    const { values, keyIndex } = this.#checker;
    const given = values[keyIndex];
    if (given !== undefined || !good || !this.#madeKeys) return given;
    let made = this.#madeKeys.make();
    while (this.#seen.find(made) > 0) made = this.#madeKeys.make();
    values[keyIndex] = made;
    return made;
  }

  #duplicate(key: string, row: number, line: number, first: number, good: boolean): RejectRow[] {
    const skip = good && this.#input.options.on_duplicate === 'skip';
    const field = this.#importer.key;
    const reject: RejectRow = {
      row,
      line,
      outcome: skip ? 'skipped' : 'failed',
      code: 'DUPLICATE_IN_FILE',
      field,
      value: excerpt(key),
      message: `${field} is already in row ${first} of this file`,
    };
    return [...this.#checker.rejects, reject];
  }

  /** The caller's word, else what the dates of the whole file prove. */
  #findDateOrder(): DateOrder | undefined {
    const { date_order: given } = this.#input.options;
    if (given) return given;
    this.#dateOrder ??= { order: this.#readDateOrder() };
    return this.#dateOrder.order;
  }

  #readDateOrder(): DateOrder | undefined {
    const dates = new Set(this.#importer.columns.filter(({ type }) => type.holdsDates).map(({ name }) => name));
    const indexes = this.#mapping.matches.flatMap(({ column }, at) => (column && dates.has(column) ? [at] : []));
    const evidence = new DateOrderEvidence();
    for (const block of openCsv(this.#input).blocks()) {
      for (const cells of block.cells) for (const index of indexes) evidence.see((cells[index] ?? '').trim());
    }
    return evidence.order;
  }

  /**
   * The lines of the result file for a batch, once it is known which of its good rows the table refused.
   * `conflicts` may name rows that were bad anyway. Batches are settled in their order.
   */
  settle(batchNo: number, conflicts: readonly RejectRow[]): Uint8Array {
    const pending = this.#pending.get(batchNo);
    const { goodStatus } = this.#input;
    if (!pending || !goodStatus) return new Uint8Array();
    this.#pending.delete(batchNo);
    const refused = new Map(conflicts.map((conflict) => [conflict.row, conflict]));
    const lines = pending.rows.map((row, at) => {
      const original = pending.originals[at] as string;
      const conflict = refused.get(row);
      const rejects = pending.rejects.get(row) ?? (conflict && [conflict]);
      if (rejects) return this.#results.bad(row, rejects[0]?.outcome ?? 'failed', rejects, original);
      return this.#results.good(row, pending.carried.get(row) ?? goodStatus, original);
    });
    return encode(lines.join(''));
  }

  close(): void {
    this.#reader.close();
    this.#seen.close();
  }
}
