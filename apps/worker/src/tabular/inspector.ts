import { AppError, type Warning } from '@sluice/core';
import { RecordCounter } from './count-records.ts';
import { textDecoding, Utf16Text } from './decode.ts';
import { type EncodingGuess, guessEncoding, isUtf16, isValidUtf8 } from './encoding.ts';
import { EncodingCheck } from './encoding-check.ts';
import { sniffNewline } from './head.ts';
import { checkColumns, namesOf } from './header.ts';
import { fileEmpty, rowsExceeded } from './refusals.ts';
import { isZip, refuseBinary, refuseOtherFiles } from './signature.ts';
import { headerLooksLikeData, sampleRecords, separatorLine, sniffDecimalComma, sniffDelimiter } from './sniff.ts';
import type { Dialect, Inspection, TableLimits, TableOptions } from './types.ts';

/** Bytes used to detect the dialect. */
export const HEAD_BYTES = 256 * 1024;

/** Text counted at a time: this size fits in the CPU cache; larger chunks take four times as long. */
const SLICE_BYTES = 64 * 1024;

/**
 * Inspects every byte of a file once, in order, while it is written to disk: determines the format, counts the records and
 * throws an AppError from `push` as soon as it is certain that the file is not a table.
 */
export class FileInspector {
  readonly #options: TableOptions;
  readonly #limits: TableLimits;
  readonly #warnings: Warning[] = [];
  #head: Buffer[] = [];
  #sizeBytes = 0;
  #state: 'head' | 'csv' | 'xlsx' = 'head';
  #dialect: Dialect | undefined;
  #check: EncodingCheck | undefined;
  #counter: RecordCounter | undefined;
  #utf16: Utf16Text | undefined;

  constructor(options: TableOptions, limits: TableLimits) {
    this.#options = options;
    this.#limits = limits;
  }

  /** The caller may reuse the chunk afterwards. */
  push(chunk: Buffer): void {
    this.#sizeBytes += chunk.length;
    if (this.#state === 'csv') this.#countAll(chunk);
    if (this.#state !== 'head') return;
    this.#head.push(Buffer.from(chunk));
    if (this.#sizeBytes >= HEAD_BYTES) this.#decide(false);
  }

  /**
   * Call once, after the last byte. `partial` means that the file continues: then `records` counts the complete ones so far,
   * and checks that depend on the rest are skipped.
   */
  finish(partial = false): Inspection {
    if (this.#state === 'head') this.#decide(!partial);
    if (this.#state === 'xlsx') return { kind: 'xlsx', sizeBytes: this.#sizeBytes };
    const { dialect, check, counter } = this.#parts();
    const encoding = check.finish(partial);
    const all = partial ? counter.records : counter.finish();
    if (all === 0 && !partial) throw fileEmpty();
    this.#refuseTooMany(all);
    const records = Math.max(dialect.hasHeader ? all - 1 : all, 0);
    const warnings = [...encoding.warnings, ...this.#warnings];
    const found = { dialect: { ...dialect, ...encoding.found }, records, warnings, decisions: [] };
    return { kind: 'csv', ...found, sizeBytes: this.#sizeBytes };
  }

  #decide(complete: boolean): void {
    const head = Buffer.concat(this.#head);
    this.#head = [];
    if (isZip(head)) {
      this.#state = 'xlsx';
      return;
    }
    refuseOtherFiles(head);
    const guess = guessEncoding(head, this.#options.encoding);
    if (head.length === guess.bomBytes) throw fileEmpty();
    this.#check = new EncodingCheck(guess);
    const { dialect, skip } = this.#sniff(head, guess, complete);
    const wide = isUtf16(guess.encoding);
    if (wide) this.#utf16 = new Utf16Text(guess.encoding);
    const { delimiter, newline } = dialect;
    const { maxRowBytes } = this.#limits;
    this.#counter = new RecordCounter({ delimiter, newline, maxRowBytes, unitBytes: wide ? 2 : 1 });
    this.#dialect = dialect;
    this.#state = 'csv';
    this.#count(head.subarray(0, SLICE_BYTES), guess.bomBytes, skip);
    this.#countAll(head.subarray(SLICE_BYTES));
  }

  /** The dialect according to the head, and the length of Excel's separator line in it. */
  #sniff(head: Buffer, guess: EncodingGuess, complete: boolean): { dialect: Dialect; skip: number } {
    const options = this.#options;
    let text = textDecoding(guess.encoding)(head.subarray(guess.bomBytes), false);
    const wide = isUtf16(guess.encoding);
    refuseBinary(text, { wide, valid: wide ? guess.certainty !== 'valid' : isValidUtf8(head) });
    const separator = separatorLine(text);
    if (separator !== undefined) text = text.slice(separator.length);
    const newline = sniffNewline(text);
    if (complete) text += newline;
    const delimiter = options.delimiter ?? separator?.delimiter ?? sniffDelimiter(text, newline);
    const sample = sampleRecords(text, delimiter, newline);
    const hasHeader = options.header ?? true;
    if (sample[0] !== undefined && !sample[0].broken)
      checkColumns(namesOf(sample[0].cells).length, this.#limits.maxColumns);
    const warning = options.header === undefined ? headerLooksLikeData(sample) : undefined;
    if (warning !== undefined) this.#warnings.push(warning);
    const dialect: Dialect = {
      format: 'csv',
      encoding: guess.encoding,
      encodingCertainty: guess.certainty,
      bom: guess.bomBytes > 0,
      delimiter,
      quote: '"',
      newline,
      separatorLine: separator !== undefined,
      decimalComma: sniffDecimalComma(sample),
      hasHeader,
    };
    return { dialect, skip: separator?.length ?? 0 };
  }

  #countAll(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) this.#count(bytes.subarray(at, at + SLICE_BYTES));
  }

  #count(chunk: Buffer, bomBytes = 0, skipChars = 0): void {
    const { check, counter } = this.#parts();
    const bytes = chunk.subarray(bomBytes);
    const text = this.#utf16 === undefined ? bytes.toString('latin1') : this.#utf16.decode(bytes);
    check.push(chunk, text);
    counter.push(skipChars === 0 ? text : text.slice(skipChars));
    this.#refuseTooMany(counter.records);
  }

  #refuseTooMany(records: number): void {
    const header = (this.#options.header ?? true) ? 1 : 0;
    if (records - header > this.#limits.maxRows) throw rowsExceeded(this.#limits.maxRows);
  }

  #parts(): { dialect: Dialect; check: EncodingCheck; counter: RecordCounter } {
    if (this.#dialect === undefined || this.#check === undefined || this.#counter === undefined) {
      throw new AppError('INTERNAL', 'the dialect of the file is not known yet');
    }
    return { dialect: this.#dialect, check: this.#check, counter: this.#counter };
  }
}

/**
 * The same inspection of the first bytes of a file (256 KiB are enough), for a preview. `complete` if they are the whole file;
 * otherwise `records` counts only the complete ones.
 */
export function inspectHead(bytes: Buffer, complete: boolean, options: TableOptions, limits: TableLimits): Inspection {
  const inspector = new FileInspector(options, limits);
  inspector.push(bytes);
  return inspector.finish(!complete);
}
