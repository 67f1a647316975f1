import type { Decision, Warning } from '@sluice/core';
import type { RejectRow } from '@sluice/db/imports';
import {
  compile,
  excerpt,
  fieldNames,
  type HeaderMapping,
  headerWarnings,
  type Importer,
  keyPart,
  lacksKeys,
  RowChecker,
  refuseGeneratedKeys,
  requireUsableHeader,
} from '@sluice/importers';
import { withLimits } from '@sluice/importers/target';
import { restoreCell } from '../artifacts/formula.ts';
import { type CsvReader, openCsv, type RecordBlock, textCells } from '../tabular/index.ts';
import { type CellPlaces, shownCells } from './as-in-file.ts';
import type { BatchSourceInput, CheckedBatch } from './batch-input.ts';
import { blankInUpdates } from './blank-in-updates.ts';
import { ByteSink, SpareBuffers } from './byte-sink.ts';
import { GeneratedKeys, numberOf, type ReserveNumbers } from './generated-keys.ts';
import { KeylessRows, ROW_BYTES } from './keyless-rows.ts';
import { LineWriter, needsEscape } from './line-writer.ts';
import { mapHeader } from './map-header.ts';
import { doneStatus, ResultLines, type RowStatus } from './result-lines.ts';
import { ResultPartWriter } from './result-part.ts';
import { SeenKeys } from './seen-keys.ts';
import { duplicateOf, keyText, type Shared, shownKey, UniqueValues } from './unique-values.ts';
import { WholeFile } from './whole-file.ts';

/** A batch also ends after this many characters, so that very wide rows do not fill memory. */
const BATCH_CHARACTERS = 8 * 1024 * 1024;

/** Reads a table, checks its rows and forms batches; deterministic for the same file and options, except generated keys. */
export class BatchSource {
  /** The importer's columns in the batches' lines, in order. */
  readonly columns: readonly string[];
  readonly #input: BatchSourceInput;
  readonly #importer: Importer;
  readonly #reader: CsvReader;
  readonly #blocks: Generator<RecordBlock, void, undefined>;
  readonly #mapping: HeaderMapping;
  /** What messages call a field. */
  readonly #nameOf: (field: string) => string;
  readonly #wholeFile: WholeFile;
  readonly #checker: RowChecker;
  readonly #seen: SeenKeys;
  readonly #unique: UniqueValues;
  readonly #generated: GeneratedKeys | undefined;
  readonly #keyPrefix: string | undefined;
  readonly #keyless: KeylessRows;
  readonly #results: ResultLines;
  /** Where the cells of the fields are in the file. */
  readonly #places: CellPlaces;
  readonly #spare = new SpareBuffers();
  /** See `ImportBatch`; of the batch that is being formed. */
  #asks = false;
  #highestGiven = 0;
  #block: RecordBlock | undefined;
  #at = 0;
  #batchNo = 0;

  /**
   * Without `reserve`, rows get no generated keys: nothing will be written.
   * @throws AppError if the file or its header is unusable
   */
  constructor(input: BatchSourceInput, reserve: ReserveNumbers | undefined) {
    this.#input = input;
    const importer = withLimits(compile(input.definition), input.definition, input.table);
    this.#importer = input.keysOnly ? keyPart(importer, input.definition) : importer;
    this.#reader = openCsv(input);
    this.#mapping = mapHeader(this.#reader, input.dialect, importer, input.options);
    this.#nameOf = fieldNames(this.#mapping);
    this.#places = placesOf(this.#mapping.matches);
    requireUsableHeader(this.#mapping, importer);
    const mayGenerate = input.options.generate_keys || input.committedBatches > 0;
    if (!mayGenerate && lacksKeys(this.#mapping, importer)) refuseGeneratedKeys(this.#mapping, importer);
    this.#blocks = this.#reader.blocks();
    const wholeFile = new WholeFile({
      file: input,
      mapping: this.#mapping,
      importer: this.#importer,
      dateOrder: input.options.date_order,
      dates: input.dates,
    });
    this.#wholeFile = wholeFile;
    this.#checker = new RowChecker({
      importer: this.#importer,
      mapping: this.#mapping,
      dateOrder: () => wholeFile.dateOrder,
      fallbacks: input.fallbacks,
      blankInUpdates: blankInUpdates(input.options),
    });
    this.columns = this.#checker.columns;
    const { makeKey } = this.#importer;
    this.#keyPrefix = makeKey?.prefix;
    if (makeKey && reserve)
      this.#generated = new GeneratedKeys(makeKey, reserve, () => wholeFile.keys(), input.expectedRecords);
    this.#keyless = new KeylessRows({
      ...{ importer: this.#importer, mapping: this.#mapping, generated: this.#generated },
      keyIndex: this.#checker.keyIndexes[0] ?? 0,
      isWanted: input.options.generate_keys,
      refuses: () => !mayGenerate && !wholeFile.hasKeys,
    });
    this.#seen = new SeenKeys(input.keysPath, input.keysOnly ? 0 : input.expectedRecords);
    this.#unique = new UniqueValues(this.#importer.unique, this.columns, input.keysPath, input.expectedRecords);
    this.#results = new ResultLines(input.dialect.delimiter, reservedColumns(this.#mapping));
  }

  /** The first line of the result file. */
  get resultHeader(): string {
    return this.#results.header(this.#reader.header);
  }

  /** See `BatchFeed.places`. */
  get places(): CellPlaces {
    const own = this.#mapping.matches.filter(({ how }) => how !== 'reserved');
    return placesOf(own);
  }

  /** The highest number in the form of a generated key that the file has given to a good row so far; 0 if none. */
  get highestGiven(): number {
    return this.#highestGiven;
  }

  /** The order of dates such as 03/04/2024, if it was decided before, or a row so far has one. */
  get decisions(): Decision[] {
    return this.#wholeFile.decisions;
  }

  /** What reading and checking the records so far has assumed, repaired or skipped. */
  get warnings(): Warning[] {
    return [...headerWarnings(this.#mapping), ...this.#reader.warnings.list(), ...this.#checker.warnings.list()];
  }

  /** The next batch, or undefined after the last. Call it again only after it has resolved. */
  async next(): Promise<CheckedBatch | undefined> {
    const { batchRows, committedBatches, keepsLines, expectedRecords, goodStatus } = this.#input;
    const capacity = Math.min(batchRows, expectedRecords) * ROW_BYTES;
    const newSink = (): ByteSink => new ByteSink(capacity, this.#spare);
    const hasLines = keepsLines || this.#batchNo >= committedBatches;
    const lines = new LineWriter(hasLines ? newSink() : undefined);
    const result = goodStatus ? new ResultPartWriter(this.#results, batchRows, newSink()) : undefined;
    const rejects: RejectRow[] = [];
    let characters = 0;
    let rowCount = 0;
    let failedRows = 0;
    let firstRow = 0;
    let lastRow = 0;
    this.#asks = false;
    while (rowCount < batchRows && characters < BATCH_CHARACTERS) {
      const block = this.#record();
      if (!block) break;
      const at = this.#at++;
      const row = block.rows[at] as number;
      const raw = block.raw[at] as string;
      const outcome = this.#take(block, at, lines);
      const cells = block.cells[at] as string[];
      if (typeof outcome === 'string') result?.good(row, outcome, cells, raw);
      else {
        for (const reject of outcome) rejects.push(reject);
        if (outcome[0]?.outcome === 'failed') failedRows++;
        result?.bad(row, outcome, cells, raw);
      }
      characters += raw.length;
      if (rowCount === 0) firstRow = row;
      lastRow = row;
      rowCount++;
    }
    if (rowCount === 0) return undefined;
    const isCommitted = this.#batchNo < committedBatches;
    const generated = await this.#keyless.write(isCommitted, (capacity) => new ByteSink(capacity, this.#spare));
    const batchNo = this.#batchNo++;
    const batch = {
      batchNo,
      firstRow,
      lastRow,
      rowCount,
      goodRows: lines.rows,
      lines: lines.finish(),
      generated,
      highestGiven: this.#generated?.used ? 0 : this.#highestGiven,
      asks: this.#asks,
      failedRows,
      rejects,
    };
    return { batch, result: result?.finish() };
  }

  /** Accepts a buffer of an earlier batch for reuse. */
  recycle(buffer: ArrayBuffer): void {
    this.#spare.give(buffer);
  }

  /** The current block; its record at `#at` is next. */
  #record(): RecordBlock | undefined {
    while (!this.#block || this.#at >= this.#block.rows.length) {
      const { value, done } = this.#blocks.next();
      if (done) return undefined;
      this.#block = value;
      this.#at = 0;
    }
    return this.#block;
  }

  /** Checks one record; a good one becomes a line. Returns its status or its errors. */
  #take(block: RecordBlock, at: number, lines: LineWriter): RowStatus | RejectRow[] {
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
      const done = doneStatus(cells, statusIndex);
      if (done && !this.#input.keysOnly) return done;
      cells = cells.map(restoreCell);
      block.cells[at] = cells;
    }
    const checker = this.#checker;
    const texts = textCells(block, at, this.#input.dialect);
    const good = checker.check(cells, row, line, block.cellFaults.get(at), texts);
    const key = keyText(checker.values, checker.keyIndexes);
    if (this.#input.keysOnly) return this.#takeKey(row, line, good && key !== undefined, lines);
    const first = key === undefined ? 0 : this.#seen.find(key);
    if (first > 0) return this.#duplicateKey(row, line, first, { good, cells });
    if (!good) return checker.rejects;
    const shared = this.#unique.find(checker.values);
    if (shared.length > 0)
      return shared.map((one) => duplicateOf(this.#shown(one, cells), row, line, 'failed', this.#nameOf));
    this.#unique.add(checker.values, row);
    this.#asks ||= checker.asks;
    const raw = block.raw[at] as string;
    const plain = raw !== '' && !needsEscape(raw);
    if (key !== undefined || this.#importer.keys.length === 0) {
      if (key !== undefined) {
        this.#seen.add(key, row);
        this.#noteNumber(key);
      }
      lines.write(row, line, checker.values, plain);
    } else {
      this.#keyless.add({ row, line, values: [...checker.values], plain }, checker.warnings);
    }
    return this.#input.goodStatus ?? 'imported';
  }

  /** A record whose key the importer would generate has none to be read. */
  #takeKey(row: number, line: number, readable: boolean, lines: LineWriter): RowStatus | RejectRow[] {
    const { rejects, values } = this.#checker;
    if (readable) {
      lines.write(row, line, values, false);
      return 'valid';
    }
    if (rejects.length > 0) return rejects;
    const { key: field } = this.#importer;
    return [{ row, line, outcome: 'failed', code: 'REQUIRED', field, value: null, message: `${field} is required` }];
  }

  #noteNumber(key: string): void {
    if (this.#keyPrefix === undefined) return;
    const number = numberOf(key, this.#keyPrefix);
    if (number > this.#highestGiven) this.#highestGiven = number;
  }

  #duplicateKey(
    row: number,
    line: number,
    first: number,
    { good, cells }: { good: boolean; cells: readonly string[] },
  ): RejectRow[] {
    const { values, keyIndexes, rejects } = this.#checker;
    const skip = good && this.#input.options.on_duplicate === 'skip';
    const shared = { columns: this.#importer.keys, value: shownKey(values, keyIndexes), first };
    const outcome = skip ? 'skipped' : 'failed';
    return [...rejects, duplicateOf(this.#shown(shared, cells), row, line, outcome, this.#nameOf)];
  }

  /** With the cells as they stand in the file. */
  #shown(shared: Shared, cells: readonly string[]): Shared {
    return { ...shared, value: shownCells(cells, shared.columns, this.#places) ?? shared.value };
  }

  close(): void {
    this.#reader.close();
    this.#seen.close();
    this.#unique.close();
  }
}

/** Where the first cell of each field is. */
const placesOf = (matches: HeaderMapping['matches']): CellPlaces =>
  Object.fromEntries(matches.flatMap(({ column }, at) => (column === null ? [] : [[column, at] as const])).reverse());

const reservedColumns = ({ matches }: HeaderMapping): Set<number> =>
  new Set(matches.flatMap(({ how }, at) => (how === 'reserved' ? [at] : [])));
