import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { workbookTooLarge } from '../refusals.ts';
import { textCell } from '../spool-cells.ts';
import type { Archive } from './archive.ts';
import { unescapeText } from './cell-text.ts';
import { XmlScanner } from './xml.ts';

/** Characters kept in memory, including a header per string; the rest goes to a file. */
const MEMORY_CHARS = 8 * 1024 * 1024;
const STRING_COST = 24;
const PAGE_BYTES = 64 * 1024;
const PAGES = 128;
/** Offsets are 32 bits wide. */
const MAX_FILE_BYTES = 2 ** 32 - 1;

/** The workbook's shared strings, as cells of the CSV spool. Memory stays bounded for tables of any size. */
export class SharedStrings {
  readonly #path: string;
  readonly #memory: string[] = [];
  #memoryLeft: number;
  #fd = -1;
  #offsets = new Uint32Array(0);
  #spilled = 0;
  #bytes = 0;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  readonly #pages = new Map<number, Buffer>();

  /** `path` is for the part of the table that does not fit in memory; the file is created only if needed. */
  constructor(path: string, memoryChars = MEMORY_CHARS) {
    this.#path = path;
    this.#memoryLeft = memoryChars;
  }

  get size(): number {
    return this.#memory.length + this.#spilled;
  }

  add(text: string): void {
    const cell = textCell(unescapeText(text));
    if (this.#memoryLeft > 0) {
      this.#memoryLeft -= cell.length + STRING_COST;
      this.#memory.push(cell);
      return;
    }
    this.#spill(Buffer.from(cell));
  }

  /** The text of a cell that refers to `index`; undefined if there is none. */
  at(index: number): string | undefined {
    const cell = this.#memory[index];
    if (cell !== undefined) return cell;
    const at = index - this.#memory.length;
    if (!(at >= 0 && at < this.#spilled && Number.isInteger(at))) return undefined;
    const start = this.#offsets[at] ?? 0;
    return this.#read(start, at + 1 === this.#spilled ? this.#bytes : (this.#offsets[at + 1] ?? 0));
  }

  close(): void {
    if (this.#fd === -1) return;
    closeSync(this.#fd);
    this.#fd = -1;
    rmSync(this.#path, { force: true });
  }

  #spill(bytes: Buffer): void {
    if (this.#fd === -1) this.#fd = openSync(this.#path, 'w+', 0o600);
    if (this.#bytes + bytes.length > MAX_FILE_BYTES) throw workbookTooLarge('The texts of the workbook exceed 4 GiB.');
    if (this.#spilled === this.#offsets.length) {
      const wider = new Uint32Array(Math.max(65_536, this.#spilled * 2));
      wider.set(this.#offsets);
      this.#offsets = wider;
    }
    this.#offsets[this.#spilled++] = this.#bytes;
    this.#bytes += bytes.length;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= PAGE_BYTES) this.#flush();
  }

  #flush(): void {
    if (this.#pendingBytes > 0) writeSync(this.#fd, Buffer.concat(this.#pending));
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #read(start: number, end: number): string {
    if (this.#pendingBytes > 0) this.#flush();
    const first = Math.floor(start / PAGE_BYTES);
    const last = Math.floor(Math.max(end - 1, start) / PAGE_BYTES);
    if (first === last) return this.#page(first).toString('utf8', start % PAGE_BYTES, end - first * PAGE_BYTES);
    const bytes = Buffer.allocUnsafe(end - start);
    readSync(this.#fd, bytes, 0, bytes.length, start);
    return bytes.toString('utf8');
  }

  /** Cells mostly refer to neighbors, so recently read pages are cached. */
  #page(number: number): Buffer {
    let page = this.#pages.get(number);
    if (page !== undefined) return page;
    page = Buffer.allocUnsafe(PAGE_BYTES);
    readSync(this.#fd, page, 0, PAGE_BYTES, number * PAGE_BYTES);
    if (this.#pages.size >= PAGES) this.#pages.delete(this.#pages.keys().next().value ?? 0);
    this.#pages.set(number, page);
    return page;
  }
}

/** Fills the table: rich text is flattened, phonetic readings are omitted. */
export async function readSharedStrings(
  archive: Archive,
  part: string,
  strings: SharedStrings,
  maxChars: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let value = '';
  let phonetic = false;
  const scanner: XmlScanner = new XmlScanner({
    open(name) {
      if (name === 'si') value = '';
      if (name === 'rPh') phonetic = true;
      scanner.wantsText = name === 't' && !phonetic;
    },
    close(name) {
      scanner.wantsText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.add(value);
    },
    text(piece) {
      if (value.length <= maxChars) value += piece;
    },
  });
  for await (const text of archive.read(part, signal)) scanner.push(text);
  scanner.finish();
}
