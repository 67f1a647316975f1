import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { formatCount } from '@sluice/core';
import type { TableLimits } from '../types.ts';
import { archiveCorrupt, archiveTooLarge, checkPacked, SMALL_BYTES } from './refusals.ts';

/**
 * The bytes inside a gzip file, of all its members one after the other.
 * @throws AppError ARCHIVE_TOO_LARGE, FILE_CORRUPT, also for what follows the last member, except zero bytes
 */
export async function* gunzip(path: string, limits: TableLimits['xlsx']): AsyncGenerator<Buffer, void, undefined> {
  const { size } = await stat(path);
  checkPacked(size, limits);
  const { maxUnpackedBytes, maxRatio } = limits;
  const unpacking = createGunzip({ chunkSize: 64 * 1024 });
  // Errors reach the reader through the inflater, which `pipeline` destroys with them.
  const chunks: Readable = pipeline(createReadStream(path), unpacking, () => {});
  let bytes = 0;
  try {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxUnpackedBytes)
        throw archiveTooLarge(`unpacks to more than ${formatCount(maxUnpackedBytes)} bytes`);
      if (bytes > SMALL_BYTES && bytes > size * maxRatio)
        throw archiveTooLarge(`unpacks to more than ${maxRatio} times its size: a zip bomb`);
      yield chunk;
    }
  } catch (error) {
    throw archiveCorrupt('its gzip data is cut off, damaged or followed by something else', error);
  }
  if (await hasMore(path, unpacking.bytesWritten)) throw archiveCorrupt('something follows its gzip data');
}

/** Whether anything but the zero bytes of padding follows. */
async function hasMore(path: string, start: number): Promise<boolean> {
  for await (const chunk of createReadStream(path, { start }) as AsyncIterable<Buffer>) {
    if (chunk.some((byte) => byte !== 0)) return true;
  }
  return false;
}
