import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import {
  centralHeader,
  dataDescriptor,
  endOfDirectory,
  localHeader,
  ZIP64_FROM,
  type ZipRecord,
} from './zip-headers.ts';

export interface ZipEntry {
  readonly name: string;
  /** Chunks whose memory is not reused until the next but one is requested. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Deflate level, 1 to 9. */
  readonly level: number;
}

const CHUNK_BYTES = 64 * 1024;

/**
 * Streams a zip archive, one entry at a time, with sizes after the data, in constant memory. `modified` is written in UTC.
 * If stopped early, it closes the body that was being read.
 */
export async function* writeZip(
  entries: Iterable<ZipEntry>,
  modified: Date,
  zip64From = ZIP64_FROM,
): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, body, level } of entries) {
    const record: ZipRecord = { name, modified, offset, crc: 0, size: 0, packedSize: 0, zip64From };
    const header = localHeader(record);
    yield header;
    for await (const packed of deflated(body, level, record)) {
      record.packedSize += packed.length;
      yield packed;
    }
    const descriptor = dataDescriptor(record);
    yield descriptor;
    offset += header.length + record.packedSize + descriptor.length;
    directory.push(centralHeader(record));
  }
  const bytes = Buffer.concat(directory);
  yield bytes;
  yield endOfDirectory(directory.length, bytes.length, offset, zip64From);
}

async function* deflated(
  body: AsyncIterable<Uint8Array>,
  level: number,
  record: ZipRecord,
): AsyncGenerator<Uint8Array, void, undefined> {
  const deflate = createDeflateRaw({ level, chunkSize: CHUNK_BYTES });
  const fed = feed(body, deflate, record).catch((error: Error) => void deflate.destroy(error));
  try {
    for await (const packed of deflate) yield packed as Buffer;
  } finally {
    deflate.destroy();
    await fed;
  }
}

/** The compressor runs in its own thread on one chunk while the next one is produced. */
async function feed(body: AsyncIterable<Uint8Array>, deflate: DeflateRaw, record: ZipRecord): Promise<void> {
  let compressed = Promise.resolve();
  for await (const piece of body) {
    record.size += piece.length;
    record.crc = crc32(piece, record.crc);
    await compressed;
    if (deflate.destroyed) return;
    compressed = compress(deflate, piece);
  }
  await compressed;
  deflate.end();
}

/** Resolves when the chunk is no longer needed; an error ends the stream and is passed to its reader. */
const compress = (deflate: DeflateRaw, piece: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    deflate.write(piece, () => resolve());
  });
