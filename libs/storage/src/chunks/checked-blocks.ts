import { createHash, type Hash } from 'node:crypto';
import { AppError, formatCount, isAppError } from '@sluice/core';
import { BLOCK_BYTES, HASH_BYTES } from './block-hasher.ts';
import { namingServer } from './errors.ts';
import type { StorageServers } from './servers.ts';
import type { ChunkPlace } from './types.ts';

/** A location does not hold the expected bytes. */
export class WrongPlace extends Error {
  /** `gone`: no object; `wrong`: an object with a different size or content. */
  readonly kind: 'gone' | 'wrong';

  /** `message` completes the sentence "Chunk 1 of 6 on storage server X ...". */
  constructor(kind: 'gone' | 'wrong', message: string) {
    super(message);
    this.kind = kind;
  }
}

interface BlockRange {
  /** The first block wanted. */
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
  readonly signal: AbortSignal;
}

/**
 * Reads blocks of a chunk from one location and yields each, in the pieces received, only after verifying its hash.
 * Holds one block. @throws WrongPlace; AppError DOCUMENT_NOT_READY, or that of the server with its name
 */
export async function* checkedBlocks(
  servers: StorageServers,
  place: ChunkPlace,
  { first, end, signal }: BlockRange,
): AsyncGenerator<Uint8Array[]> {
  const { blockHashes, chunkSize } = place;
  if (!blockHashes) throw new AppError('DOCUMENT_NOT_READY', `Chunk ${place.chunkNumber} has not been verified yet.`);
  const body = await open(servers, place, first * BLOCK_BYTES, Math.min(end * BLOCK_BYTES, chunkSize) - 1, signal);
  try {
    let block = new Block(first, place);
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      for (let offset = 0; offset < chunk.length; ) {
        offset += block.take(chunk, offset);
        if (!block.full) continue;
        block.check(blockHashes);
        yield block.pieces;
        block = new Block(block.number + 1, place);
      }
    }
  } catch (error) {
    throw asWrongPlace(error, place);
  } finally {
    body.destroy();
  }
}

async function open(servers: StorageServers, place: ChunkPlace, start: number, end: number, signal: AbortSignal) {
  try {
    const { body, sizeBytes } = await servers.storageOf(place.server).getStream(place.s3Key, { start, end, signal });
    if (sizeBytes === place.chunkSize) return body;
    body.destroy();
    throw new WrongPlace('wrong', `has ${formatCount(sizeBytes)} bytes instead of ${formatCount(place.chunkSize)}`);
  } catch (error) {
    throw asWrongPlace(error, place);
  }
}

function asWrongPlace(error: unknown, { server }: ChunkPlace): unknown {
  if (isAppError(error) && error.code === 'STORAGE_NOT_FOUND') return new WrongPlace('gone', 'is missing');
  // The range starts past the end of the object.
  if (isAppError(error) && error.code === 'VALIDATION_FAILED') return new WrongPlace('wrong', 'is truncated');
  return namingServer(server, error);
}

/** A block that is being received. */
class Block {
  readonly number: number;
  readonly pieces: Uint8Array[] = [];
  readonly #hash: Hash = createHash('sha256');
  #missing: number;

  constructor(number: number, { chunkSize }: ChunkPlace) {
    this.number = number;
    this.#missing = Math.min(BLOCK_BYTES, chunkSize - number * BLOCK_BYTES);
  }

  get full(): boolean {
    return this.#missing === 0;
  }

  /** Returns how many bytes of `chunk` from `offset` belonged to this block. */
  take(chunk: Uint8Array, offset: number): number {
    const piece = chunk.subarray(offset, offset + this.#missing);
    this.#hash.update(piece);
    this.pieces.push(piece);
    this.#missing -= piece.length;
    return piece.length;
  }

  check(blockHashes: Uint8Array): void {
    const from = this.number * HASH_BYTES;
    const right = this.#hash.digest().equals(blockHashes.subarray(from, from + HASH_BYTES));
    if (!right) throw new WrongPlace('wrong', `is corrupt in block ${this.number}`);
  }
}
