/** One piece of a document: `size` bytes from `offset` on. */
export interface ChunkPlan {
  /** From 0. */
  readonly chunkNumber: number;
  readonly offset: number;
  /** Bytes; never 0. */
  readonly size: number;
}

/** Number of chunks of a large document. */
export const CHUNK_COUNT = 6;

/**
 * Splits a document into at most `count` chunks whose sizes differ by at most one byte, larger ones first. Fewer chunks
 * if there are fewer bytes.
 * @throws RangeError unless both are whole numbers, `sizeBytes` >= 0 and `count` >= 1
 */
export function planChunks(sizeBytes: number, count = CHUNK_COUNT): ChunkPlan[] {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw new RangeError(`invalid size in bytes: ${sizeBytes}`);
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`invalid number of chunks: ${count}`);
  const remainder = sizeBytes % count;
  const base = (sizeBytes - remainder) / count;
  return Array.from({ length: Math.min(count, sizeBytes) }, (_, chunkNumber) => ({
    chunkNumber,
    offset: chunkNumber * base + Math.min(chunkNumber, remainder),
    size: chunkNumber < remainder ? base + 1 : base,
  }));
}
