import { AppError, type Warning } from '@sluice/core';
import { RecordCounter } from './count-records.ts';
import { isUtf16 } from './decode.ts';
import { sniffNewline } from './head.ts';
import { checkColumns, namesOf } from './header.ts';
import { decodeMarked } from './invalid-bytes.ts';
import { decisionOf, type EncodingChoice, chooseEncoding } from './choose-encoding.ts';
import { fileEmpty, rowsExceeded } from './refusals.ts';
import { isGzip, isZip, refuseBinary, refuseOtherFiles } from './signature.ts';
import { headerLooksLikeData, sampleRecords, separatorLine, sniffDecimalComma, sniffDelimiter } from './sniff.ts';
import { TextIntake } from './text-intake.ts';
import type { Dialect, Inspection, TableLimits, TableOptions } from './types.ts';
import { isValidUtf8, unfinishedBytes } from './utf8.ts';

/** Bytes used to detect the dialect. */
export const HEAD_BYTES = 256 * 1024;

/** Text counted at a time: this size fits in the CPU cache; larger chunks take four times as long. */
const SLICE_BYTES = 64 * 1024;

/**
 * Inspects every byte of a file once, in order, and turns it into the UTF-8 text that is written to disk: determines the
 * format, counts the records and throws an AppError from `push` as soon as it is certain that the file is not a table.
 */
export class FileInspector {
  readonly #options: TableOptions;
  readonly #limits: TableLimits;
  readonly #settled: EncodingChoice | undefined;
  readonly #warnings: Warning[] = [];
  #head: Buffer[] = [];
  #sizeBytes = 0;
  #state: 'head' | 'csv' | 'xlsx' | 'gzip' = 'head';
  #ended = false;
  #dialect: Dialect | undefined;
  #intake: TextIntake | undefined;
  #counter: RecordCounter | undefined;

  /** `settled` if the file has been inspected before, with the outcome that it must be inspected again. */
  constructor(options: TableOptions, limits: TableLimits, settled?: EncodingChoice) {
    this.#options = options;
    this.#limits = limits;
    this.#settled = settled;
  }

  /** Returns what is to be written to the spool, possibly later than it came in: text as UTF-8, a workbook as it is. */
  push(chunk: Buffer): Buffer {
    this.#sizeBytes += chunk.length;
    if (this.#state === 'csv') return this.#countAll(this.#parts().intake.push(chunk));
    if (this.#state !== 'head') return chunk;
    this.#head.push(Buffer.from(chunk));
    return this.#sizeBytes >= HEAD_BYTES ? this.#decide(false) : Buffer.alloc(0);
  }

  /** Call it after the last byte: returns the rest of what is to be written. `partial` as in `finish`. */
  end(partial = false): Buffer {
    this.#ended = true;
    const text = this.#state === 'head' ? this.#decide(!partial) : Buffer.alloc(0);
    if (this.#state !== 'csv') return text;
    return Buffer.concat([text, this.#countAll(this.#parts().intake.end(partial))]);
  }

  /**
   * Call once, after the last byte. `partial` means that the file continues: then `records` counts the complete ones so far,
   * and checks that depend on the rest are skipped.
   */
  finish(partial = false): Inspection {
    if (!this.#ended) this.end(partial);
    if (this.#state === 'xlsx' || this.#state === 'gzip') return { kind: this.#state, sizeBytes: this.#sizeBytes };
    const { dialect, intake, counter } = this.#parts();
    const { choice, invalidBytes, again } = intake.result(partial);
    if (again) return { kind: 'again', choice };
    const all = partial ? counter.records : counter.finish();
    if (all === 0 && !partial) throw fileEmpty();
    this.#refuseTooMany(all);
    const records = Math.max(dialect.hasHeader ? all - 1 : all, 0);
    const warnings = [...choice.warnings, ...this.#warnings];
    const found = { dialect: { ...dialect, invalidBytes }, records, warnings, decisions: [decisionOf(choice)] };
    return { kind: 'csv', ...found, sizeBytes: this.#sizeBytes };
  }

  #decide(complete: boolean): Buffer {
    const head = Buffer.concat(this.#head);
    this.#head = [];
    if (isZip(head) || isGzip(head)) {
      this.#state = isZip(head) ? 'xlsx' : 'gzip';
      return head;
    }
    refuseOtherFiles(head);
    const choice = this.#settled ?? chooseEncoding(head, this.#options.encoding);
    if (head.length === choice.bomBytes) throw fileEmpty();
    const intake = new TextIntake(choice);
    const text = intake.push(head);
    const { dialect, skip } = this.#sniff(head, text, choice, complete);
    const { delimiter, newline } = dialect;
    this.#counter = new RecordCounter({ delimiter, newline, maxRowBytes: this.#limits.maxRowBytes });
    this.#intake = intake;
    this.#dialect = dialect;
    this.#state = 'csv';
    this.#countAll(text.subarray(skip));
    return text;
  }

  /** The dialect according to the head, and the length of Excel's separator line in it. */
  #sniff(head: Buffer, bytes: Buffer, choice: EncodingChoice, complete: boolean): { dialect: Dialect; skip: number } {
    const options = this.#options;
    let text = decodeMarked(bytes.subarray(0, bytes.length - unfinishedBytes(bytes)));
    const wide = isUtf16(choice.encoding);
    refuseBinary(wide ? text : head.toString('latin1'), {
      wide,
      valid: wide ? choice.certainty !== 'valid' : isValidUtf8(head),
    });
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
      encoding: choice.encoding,
      encodingCertainty: choice.certainty,
      bom: choice.bom,
      delimiter,
      quote: '"',
      newline,
      separatorLine: separator !== undefined,
      decimalComma: sniffDecimalComma(sample),
      hasHeader,
    };
    return { dialect, skip: separator?.length ?? 0 };
  }

  /** Returns the bytes. */
  #countAll(bytes: Buffer): Buffer {
    const { counter } = this.#parts();
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      counter.push(bytes.toString('latin1', at, Math.min(at + SLICE_BYTES, bytes.length)));
      this.#refuseTooMany(counter.records);
    }
    return bytes;
  }

  #refuseTooMany(records: number): void {
    const header = (this.#options.header ?? true) ? 1 : 0;
    if (records - header > this.#limits.maxRows) throw rowsExceeded(this.#limits.maxRows);
  }

  #parts(): { dialect: Dialect; intake: TextIntake; counter: RecordCounter } {
    if (this.#dialect === undefined || this.#intake === undefined || this.#counter === undefined) {
      throw new AppError('INTERNAL', 'the dialect of the file is not known yet');
    }
    return { dialect: this.#dialect, intake: this.#intake, counter: this.#counter };
  }
}

export interface InspectedBytes {
  readonly inspection: Exclude<Inspection, { kind: 'again' }>;
  /** The bytes as the spool has them. */
  readonly spooled: Buffer;
}

/**
 * The same inspection of the first bytes of a file (256 KiB are enough), for a preview. `complete` if they are the whole file;
 * otherwise `records` counts only the complete ones.
 */
export function inspectBytes(
  bytes: Buffer,
  {
    complete = true,
    ...input
  }: { complete?: boolean; options: TableOptions; limits: TableLimits; settled?: EncodingChoice },
): InspectedBytes {
  const inspector = new FileInspector(input.options, input.limits, input.settled);
  const spooled = Buffer.concat([inspector.push(bytes), inspector.end(!complete)]);
  const inspection = inspector.finish(!complete);
  if (inspection.kind !== 'again') return { inspection, spooled };
  return inspectBytes(spooled, { ...input, complete, settled: inspection.choice });
}

export const inspectHead = (bytes: Buffer, complete: boolean, options: TableOptions, limits: TableLimits) =>
  inspectBytes(bytes, { complete, options, limits }).inspection;
