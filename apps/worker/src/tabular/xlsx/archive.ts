import { stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { crc32, createInflateRaw } from 'node:zlib';
import { formatCount, isAppError } from '@sluice/core';
import yauzl, { type Entry, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { workbookCorrupt, workbookTooLarge } from '../refusals.ts';
import type { TableLimits } from '../types.ts';

/** Limit for the parts that describe the others: in the largest real workbooks they have a few megabytes. */
export const MAX_SMALL_PART_BYTES = 32 * 1024 * 1024;

/** The zip archive of an XLSX, checked against the limits before anything is unpacked. */
export class Archive {
  readonly #zip: ZipFile;
  /** By part name, see `partName`. */
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #maxUnpackedBytes: number;
  /** Parts that were read; reading one again adds nothing to the limit. */
  readonly #read = new Set<Entry>();
  #unpackedBytes = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, maxUnpackedBytes: number) {
    this.#zip = zip;
    this.#entries = entries;
    this.#maxUnpackedBytes = maxUnpackedBytes;
  }

  /** Throws XLSX_TOO_LARGE or FILE_CORRUPT. The caller must close the archive. */
  static async open(path: string, limits: TableLimits['xlsx']): Promise<Archive> {
    const { size } = await stat(path);
    if (size > limits.maxPackedBytes) {
      throw workbookTooLarge(
        `The workbook has ${formatCount(size)} bytes; the limit is ${formatCount(limits.maxPackedBytes)}.`,
      );
    }
    // yauzl would refuse an archive for a name such as `/xl/workbook.xml`, but no name becomes a path here.
    const options = { autoClose: false, lazyEntries: true, decodeStrings: false };
    const zip = await yauzl.openPromise(path, options).catch((error: unknown) => {
      throw workbookCorrupt('its zip directory cannot be read', error);
    });
    try {
      if (zip.entryCount > limits.maxEntries) {
        throw workbookTooLarge(
          `The workbook has ${formatCount(zip.entryCount)} parts; the limit is ${formatCount(limits.maxEntries)}.`,
        );
      }
      const entries: Entry[] = [];
      for await (const entry of zip.eachEntry()) {
        const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
        entry.fileName = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
        entries.push(entry);
      }
      checkSizes(entries, size, limits);
      const byName = new Map(entries.map((entry) => [partName(entry.fileName), entry]));
      return new Archive(zip, byName, limits.maxUnpackedBytes);
    } catch (error) {
      zip.close();
      throw isAppError(error) ? error : workbookCorrupt('its zip directory cannot be read', error);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(partName(name));
  }

  /** The text of a part in chunks. The declared size and checksum are enforced on the bytes that are actually unpacked. */
  async *read(
    name: string,
    signal?: AbortSignal,
    maxBytes = Number.POSITIVE_INFINITY,
  ): AsyncGenerator<string, void, undefined> {
    const entry = this.#entries.get(partName(name));
    if (entry === undefined) throw workbookCorrupt(`its part ${name} is missing`);
    const again = this.#read.has(entry);
    this.#read.add(entry);
    let text: TextDecoder | undefined;
    let bytes = 0;
    let sum = 0;
    try {
      for await (const chunk of await this.#unpack(entry)) {
        signal?.throwIfAborted();
        text ??= new TextDecoder(encodingOf(chunk), { fatal: true });
        bytes += chunk.length;
        if (!again) this.#count(chunk.length);
        if (bytes > maxBytes)
          throw workbookTooLarge(`The part ${name} of the workbook exceeds ${formatCount(maxBytes)} bytes.`);
        if (bytes > entry.uncompressedSize) throw workbookCorrupt(`its part ${name} is larger than declared`);
        sum = crc32(chunk, sum);
        yield text.decode(chunk, { stream: true });
      }
      if (bytes !== entry.uncompressedSize || sum !== entry.crc32)
        throw workbookCorrupt(`its part ${name} is incomplete`);
      yield text?.decode() ?? '';
    } catch (error) {
      if (isAppError(error) || signal?.aborted) throw error;
      throw workbookCorrupt(`its part ${name} cannot be unpacked`, error);
    }
  }

  close(): void {
    this.#zip.close();
  }

  async #unpack(entry: Entry): Promise<Readable> {
    if (!entry.canDecodeFileData())
      throw workbookCorrupt(`its part ${entry.fileName} is encrypted or uses an unsupported compression`);
    const packed = await this.#zip.openReadStreamPromise(entry, { decodeFileData: false });
    if (!entry.isCompressed()) return packed;
    // Errors reach the reader through the inflater, which `pipeline` destroys with them.
    return pipeline(packed, createInflateRaw({ chunkSize: 64 * 1024 }), () => {});
  }

  #count(bytes: number): void {
    this.#unpackedBytes += bytes;
    if (this.#unpackedBytes > this.#maxUnpackedBytes) {
      throw workbookTooLarge(`The workbook unpacks to more than ${formatCount(this.#maxUnpackedBytes)} bytes.`);
    }
  }
}

/** Part names compare without case (ECMA-376 part 2, 6.2.2.3); some writers use backslashes or a leading slash. */
const partName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** XML is UTF-8 unless it starts with the byte-order mark of UTF-16. */
function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Parts up to this size may have any ratio: a few repeated cells pack well without being a bomb. */
const SMALL_PART_BYTES = 1024 * 1024;

interface Part {
  readonly fileName: string;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
}

/** Checks the sizes declared in a zip directory against the limits; `fileBytes` is the size of the whole archive. */
export function checkSizes(parts: readonly Part[], fileBytes: number, limits: TableLimits['xlsx']): void {
  const { maxUnpackedBytes, maxRatio } = limits;
  let packed = 0;
  let unpacked = 0;
  for (const part of parts) {
    packed += part.compressedSize;
    unpacked += part.uncompressedSize;
    const large = part.uncompressedSize > SMALL_PART_BYTES;
    if (large && part.uncompressedSize > part.compressedSize * maxRatio) throw ratioExceeded(part.fileName, maxRatio);
  }
  // Overlapping parts let a small archive unpack to a huge size.
  if (packed > fileBytes) throw workbookCorrupt('its parts overlap');
  if (unpacked > maxUnpackedBytes) {
    throw workbookTooLarge(
      `The workbook unpacks to ${formatCount(unpacked)} bytes; the limit is ${formatCount(maxUnpackedBytes)}.`,
    );
  }
}

const ratioExceeded = (name: string, maxRatio: number) =>
  workbookTooLarge(`The part ${name} of the workbook unpacks to more than ${maxRatio} times its size: a zip bomb.`);
