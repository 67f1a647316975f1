import { AppError } from '@sluice/core';
import { type Block, Blocks } from './blocks.ts';
import { chooseEncoding, decisionOf, type EncodingChoice } from './choose-encoding.ts';
import { RecordCounter } from './count-records.ts';
import { isPlain, withoutEndOfFile } from './grammar.ts';
import { firstRecords, wholeLines } from './head.ts';
import { decodeMarked } from './invalid-bytes.ts';
import { fileEmpty, rowsExceeded } from './refusals.ts';
import { isGzip, isZip, refuseBinary, refuseOtherFiles } from './signature.ts';
import { Slices } from './slices.ts';
import { separatorLine } from './sniff.ts';
import { type SniffedTable, sniffTable } from './sniff-table.ts';
import { TextIntake } from './text-intake.ts';
import { isUtf16 } from './transcoding.ts';
import type { Delimiter, Inspection, TableLimits, TableOptions } from './types.ts';
import { isValidUtf8, unfinishedBytes } from './utf8.ts';

/** Bytes used to detect the dialect. */
export const HEAD_BYTES = 256 * 1024;

/** Bytes inspected at a time after the head: they stay in the CPU cache; larger blocks take much longer. */
const BLOCK_BYTES = 64 * 1024;

/** What the head of a file shows. */
interface Head {
  readonly choice: EncodingChoice;
  /** Its text without separator line; lines that it completes if it is the whole file. */
  readonly text: string;
  readonly separator: { readonly delimiter: Delimiter; readonly length: number } | undefined;
  readonly sniffed: SniffedTable;
}

/**
 * Inspects every byte of a file once, in order, and turns it into the UTF-8 text that is written to disk: determines the
 * format, counts the records and throws an AppError from `push` as soon as it is certain that the file is not a table. The
 * dialect is decided at the end, with samples from all over the file; until then, records are counted as the head suggests.
 */
export class FileInspector {
  readonly #options: TableOptions;
  readonly #limits: TableLimits;
  readonly #settled: EncodingChoice | undefined;
  readonly #blocks = new Blocks(HEAD_BYTES, BLOCK_BYTES);
  #sizeBytes = 0;
  #state: 'head' | 'csv' | 'xlsx' | 'gzip' = 'head';
  #ended = false;
  #head: Head | undefined;
  #intake: TextIntake | undefined;
  #counter: RecordCounter | undefined;
  #slices: Slices | undefined;
  #nullMarker = false;
  #endsWithBackslash = false;

  /** `settled` if the file has been inspected before, with the outcome that it must be inspected again. */
  constructor(options: TableOptions, limits: TableLimits, settled?: EncodingChoice) {
    this.#options = options;
    this.#limits = limits;
    this.#settled = settled;
  }

  /**
   * Returns what is to be written to the spool, possibly later than it came in: text as UTF-8, a workbook as it is. It may be
   * parts of the chunks themselves; only the inspection does not mind if they are reused.
   */
  push(chunk: Buffer): Buffer[] {
    this.#sizeBytes += chunk.length;
    if (this.#isArchive) return [chunk];
    let written: Buffer[] = [];
    for (const block of this.#blocks.push(chunk)) written = written.concat(this.#inspect(block, false));
    return this.#isArchive ? written.concat(this.#blocks.rest().parts) : written;
  }

  get #isArchive(): boolean {
    return this.#state === 'xlsx' || this.#state === 'gzip';
  }

  /** Returns what is to be written for the block; `complete` if it is the whole file. */
  #inspect({ bytes, parts }: Block, complete: boolean): readonly Buffer[] {
    if (this.#isArchive) return parts;
    const text = this.#state === 'head' ? this.#decide(bytes, complete) : this.#take(this.#parts().intake.push(bytes));
    if (text === bytes) return parts;
    // The block is reused while its text waits to be written.
    return [text.buffer === bytes.buffer ? Buffer.from(text) : text];
  }

  /** Call it after the last byte: returns the rest of what is to be written. `partial` as in `finish`. */
  end(partial = false): Buffer[] {
    this.#ended = true;
    const written = this.#inspect(this.#blocks.rest(), !partial);
    if (this.#state !== 'csv') return [...written];
    return [...written, this.#take(this.#parts().intake.end(partial))];
  }

  /**
   * Call once, after the last byte. `partial` means that the file continues: then `records` counts the complete ones so far,
   * and checks that depend on the rest are skipped.
   */
  finish(partial = false): Inspection {
    if (!this.#ended) this.end(partial);
    if (this.#state === 'xlsx' || this.#state === 'gzip') return { kind: this.#state, sizeBytes: this.#sizeBytes };
    const { head, intake } = this.#parts();
    const { choice, invalidBytes, again } = intake.result(partial);
    if (again) return { kind: 'again', choice };
    const sniffed = this.#slices === undefined ? head.sniffed : this.#sniff(head, this.#slices.list());
    const { layout } = sniffed;
    const counted = this.#count(head, sniffed, partial);
    const dialect = {
      ...{ format: 'csv' as const, encoding: choice.encoding, encodingCertainty: choice.certainty, bom: choice.bom },
      ...{ ...layout, invalidBytes, nullMarker: this.#nullMarker },
    };
    return {
      ...{ kind: 'csv', dialect, records: counted ?? 0, sizeBytes: this.#sizeBytes },
      settled: counted !== undefined && layout.trailingWidth === 0,
      warnings: [...choice.warnings, ...sniffed.warnings],
      decisions: [decisionOf(choice), ...sniffed.decisions],
    };
  }

  /** The data records, as far as they could be counted. */
  #count(head: Head, { layout, uncounted }: SniffedTable, partial: boolean): number | undefined {
    const { delimiter, newline } = head.sniffed.layout;
    const counter = this.#counter;
    const all = partial ? counter?.records : counter?.finish();
    const isSame = isPlain(layout) && layout.delimiter === delimiter && layout.newline === newline;
    if (all !== undefined && isSame && !counter?.undecided && uncounted !== undefined) {
      if (all === 0 && !partial) throw fileEmpty();
      this.#refuseTooMany(all - uncounted);
      return Math.max(all - uncounted, 0);
    }
    if (!partial) return undefined;
    const records = firstRecords(head.text, layout, Number.POSITIVE_INFINITY, layout.skipRows).length;
    return Math.max(records - +layout.hasHeader, 0);
  }

  #decide(bytes: Buffer, complete: boolean): Buffer {
    if (isZip(bytes) || isGzip(bytes)) {
      this.#state = isZip(bytes) ? 'xlsx' : 'gzip';
      return bytes;
    }
    refuseOtherFiles(bytes);
    const choice = this.#settled ?? chooseEncoding(bytes, this.#options.encoding);
    if (bytes.length === choice.bomBytes) throw fileEmpty();
    const intake = new TextIntake(choice);
    const text = intake.push(bytes);
    const head = this.#readHead(bytes, text, choice, complete);
    const { delimiter, newline } = head.sniffed.layout;
    const { maxRowBytes } = this.#limits;
    if (isPlain(head.sniffed.layout) && newline !== 'any') {
      this.#counter = new RecordCounter({ delimiter, newline, maxRowBytes });
    }
    this.#head = head;
    this.#intake = intake;
    this.#state = 'csv';
    this.#countAll(text.subarray(head.separator?.length ?? 0));
    return text;
  }

  #readHead(bytes: Buffer, spooled: Buffer, choice: EncodingChoice, complete: boolean): Head {
    let text = decodeMarked(spooled.subarray(0, spooled.length - unfinishedBytes(spooled)));
    const wide = isUtf16(choice.encoding);
    refuseBinary(wide ? text : bytes.toString('latin1'), {
      wide,
      valid: wide ? choice.certainty !== 'valid' : isValidUtf8(bytes),
    });
    const separator = separatorLine(text);
    if (separator !== undefined) text = text.slice(separator.length);
    if (complete) text = withLineEnd(withoutEndOfFile(text));
    const head = { choice, text, separator };
    return { ...head, sniffed: this.#sniff(head, []) };
  }

  #sniff({ text, separator }: Omit<Head, 'sniffed'>, slices: readonly Buffer[]): SniffedTable {
    const others = slices.map((slice) => wholeLines(slice.toString()));
    const sample = [text, ...others.filter((part) => part !== '')];
    return sniffTable({ sample, options: this.#options, limits: this.#limits, separator: separator?.delimiter });
  }

  /** Takes text after the head, and returns it. */
  #take(text: Buffer): Buffer {
    if (text.length === 0) return text;
    this.#slices ??= new Slices();
    this.#slices.push(text);
    return this.#countAll(text);
  }

  /** Returns the bytes. */
  #countAll(bytes: Buffer): Buffer {
    const { head } = this.#parts();
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
      const text = bytes.toString('latin1', at, Math.min(at + BLOCK_BYTES, bytes.length));
      if (!this.#nullMarker) this.#seekNullMarker(text);
      if (this.#counter === undefined) continue;
      this.#counter.push(text);
      this.#refuseTooMany(this.#counter.records - (head.sniffed.uncounted ?? 1));
    }
    return bytes;
  }

  #seekNullMarker(text: string): void {
    this.#nullMarker = text.includes('\\N') || (this.#endsWithBackslash && text.startsWith('N'));
    this.#endsWithBackslash = text.endsWith('\\');
  }

  #refuseTooMany(records: number): void {
    if (records > this.#limits.maxRows) throw rowsExceeded(this.#limits.maxRows);
  }

  #parts(): { head: Head; intake: TextIntake } {
    if (this.#head === undefined || this.#intake === undefined) {
      throw new AppError('INTERNAL', 'the dialect of the file is not known yet');
    }
    return { head: this.#head, intake: this.#intake };
  }
}

/** The last line of a file may have no line break. */
function withLineEnd(text: string): string {
  if (/[\r\n]$/.test(text)) return text;
  return text + (text.includes('\n') || !text.includes('\r') ? '\n' : '\r');
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
  const spooled = Buffer.concat([...inspector.push(bytes), ...inspector.end(!complete)]);
  const inspection = inspector.finish(!complete);
  if (inspection.kind !== 'again') return { inspection, spooled };
  return inspectBytes(spooled, { ...input, complete, settled: inspection.choice });
}

export const inspectHead = (bytes: Buffer, complete: boolean, options: TableOptions, limits: TableLimits) =>
  inspectBytes(bytes, { complete, options, limits }).inspection;
