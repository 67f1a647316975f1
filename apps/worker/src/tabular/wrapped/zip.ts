import { stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { excerpt, formatCount, quotedNames, type Warning } from '@sluice/core';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { notATable } from '../signature.ts';
import type { TableLimits } from '../types.ts';
import { archiveCorrupt, archiveTooLarge, checkPacked, SMALL_BYTES } from './refusals.ts';

/** Parts of documents that are zip archives, of which the XLSX reader reads workbooks and refuses the others by name. */
const DOCUMENT = /^(?:\[content_types\]\.xml|xl\/|word\/|ppt\/|content\.xml$|mimetype$|index\/|index\.zip$)/i;
/** What programs put into archives beside the files. */
const CLUTTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)|\/$/;
const TABLE = /\.(?:csv|tsv|tab|txt|xlsx|xlsm)$/i;
/** Counts as a table only where no other file is one: beside a table it is usually its description. */
const TEXT = /\.txt$/i;

/** A zip archive that is no document of an office program. */
export interface PackedTable {
  readonly warnings: readonly Warning[];
  /** The bytes of the only table in it. The archive is closed at their end. */
  readonly bytes: AsyncGenerator<Buffer, void, undefined>;
}

/**
 * Opens the only table in a zip archive; undefined if the archive is itself a document, such as a workbook. Names of entries
 * are never used as paths.
 * @throws AppError FILE_NOT_A_TABLE, FILE_CORRUPT, ARCHIVE_TOO_LARGE
 */
export async function openZip(path: string, limits: TableLimits['xlsx']): Promise<PackedTable | undefined> {
  const { size } = await stat(path);
  const zip = await yauzl.openPromise(path, { autoClose: false, lazyEntries: true }).catch((error: unknown) => {
    throw archiveCorrupt('its zip directory cannot be read', error);
  });
  let open = false;
  try {
    if (zip.entryCount > limits.maxEntries) {
      const most = formatCount(limits.maxEntries);
      throw archiveTooLarge(`has ${formatCount(zip.entryCount)} entries; the limit is ${most}`);
    }
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    if (entries.some(({ fileName }) => DOCUMENT.test(fileName))) return undefined;
    checkPacked(size, limits);
    const { entry, others } = chooseTable(entries);
    checkEntry(entry, size, limits);
    open = true;
    return { warnings: otherFiles(entry, others), bytes: unpack(zip, entry) };
  } catch (error) {
    throw archiveCorrupt('its zip directory cannot be read', error);
  } finally {
    if (!open) zip.close();
  }
}

function chooseTable(all: readonly Entry[]): { entry: Entry; others: readonly Entry[] } {
  const entries = all.filter(({ fileName }) => !CLUTTER.test(fileName));
  const named = entries.filter(({ fileName }) => TABLE.test(fileName));
  const certain = named.filter(({ fileName }) => !TEXT.test(fileName));
  const tables = entries.length === 1 ? entries : certain.length > 0 ? certain : named;
  const [entry] = tables;
  if (entry !== undefined && tables.length === 1) return { entry, others: entries.filter((other) => other !== entry) };
  if (entries.length === 0) throw notATable('The zip archive has no files. Pack one table, as CSV or XLSX.');
  const names = listed(tables.length === 0 ? entries : tables);
  throw tables.length === 0
    ? notATable(`The zip archive has no table (CSV or XLSX). It has: ${names}.`)
    : notATable(`The zip archive has ${tables.length} tables: ${names}. Send them one by one.`);
}

const listed = (entries: readonly Entry[]): string => quotedNames(entries.map(({ fileName }) => fileName));

function otherFiles({ fileName }: Entry, others: readonly Entry[]): Warning[] {
  if (others.length === 0) return [];
  const message = `Only "${excerpt(fileName, 100)}" of the zip archive is read. Other files in it: ${listed(others)}.`;
  return [{ code: 'OTHER_FILES', message, count: others.length }];
}

function checkEntry(entry: Entry, size: number, { maxUnpackedBytes, maxRatio }: TableLimits['xlsx']): void {
  const { compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) throw notATable('The zip archive has a password. Send the table unpacked.');
  if (!entry.canDecodeFileData()) throw archiveCorrupt('it is packed with a method other than deflate');
  if (compressedSize > size) throw archiveCorrupt('its table is larger than the archive');
  if (uncompressedSize > maxUnpackedBytes) {
    const most = formatCount(maxUnpackedBytes);
    throw archiveTooLarge(`unpacks to ${formatCount(uncompressedSize)} bytes; the limit is ${most}`);
  }
  if (uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * maxRatio)
    throw archiveTooLarge(`unpacks to more than ${maxRatio} times its size: a zip bomb`);
}

/** The declared size and checksum are enforced on the bytes that are actually unpacked. */
async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  let sum = 0;
  try {
    const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    const inflating = entry.isCompressed() ? createInflateRaw({ chunkSize: 64 * 1024 }) : undefined;
    const chunks: Readable = inflating === undefined ? packed : pipeline(packed, inflating, () => {});
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > entry.uncompressedSize) throw archiveCorrupt('its table is larger than declared');
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (bytes !== entry.uncompressedSize || sum !== entry.crc32) throw archiveCorrupt('its table is incomplete');
  } catch (error) {
    throw archiveCorrupt('its table cannot be unpacked', error);
  } finally {
    zip.close();
  }
}
