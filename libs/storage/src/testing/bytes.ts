import { createCipheriv, createHash } from 'node:crypto';

/** `length` pseudorandom bytes, reproducible from the seed: an AES-CTR key stream. */
export function bytesOf(length: number, seed = 1): Buffer {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  return cipher.update(Buffer.alloc(length));
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `bytes` in pieces of an odd size, each in a buffer that is overwritten when the next one is requested. */
export async function* piecesOf(bytes: Uint8Array, pieceBytes = 70_001): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    const piece = Buffer.from(bytes.subarray(from, from + pieceBytes));
    yield piece;
    piece.fill(0);
  }
}

export async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A promise that never settles, for sources that get stuck. */
export const never = (): Promise<never> => new Promise(() => {});
