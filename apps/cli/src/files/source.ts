import { type BigIntStats, createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { HashingOptions, UploadSource } from '@sluice/client';
import { CliError, usageError } from '../exit-codes.ts';
import { Hasher } from './hasher.ts';

const READ_BYTES = 1024 * 1024;

/** A local file to upload. @throws CliError when it is not a file */
export async function fileSource(file: string, name = path.basename(file)): Promise<UploadSource> {
  const found = await statOf(file);
  return {
    name,
    sizeBytes: Number(found.size),
    fingerprint: fingerprintOf(file, found),
    slice: (start, end) => read(file, start, end),
    hashes: (options) => hashFile(file, found, options),
  };
}

async function statOf(file: string): Promise<BigIntStats> {
  try {
    const found = await stat(file, { bigint: true });
    if (found.isFile()) return found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new CliError((error as Error).message);
    throw usageError(`File not found: ${file}.`);
  }
  throw usageError(`${file} is not a file.`);
}

/** Path, size and modification time: the best proxy for content without reading the file. */
const fingerprintOf = (file: string, { size, mtimeNs, ino }: BigIntStats): string =>
  [path.resolve(file), size, mtimeNs, ino].join('|');

const read = (file: string, start: number, end: number): AsyncIterable<Uint8Array> =>
  createReadStream(file, { start, end: end - 1, highWaterMark: READ_BYTES });

async function hashFile(file: string, found: BigIntStats, { chunkSizes, onProgress, signal }: HashingOptions) {
  const hasher = new Hasher(chunkSizes);
  if (found.size > 0n) {
    for await (const piece of read(file, 0, Number(found.size))) {
      signal?.throwIfAborted();
      hasher.update(piece);
      onProgress(hasher.doneBytes);
    }
  }
  if (fingerprintOf(file, await statOf(file)) !== fingerprintOf(file, found)) {
    throw new CliError(`${file} changed while it was being read. Run the same command again when it is complete.`);
  }
  return hasher.digest();
}
