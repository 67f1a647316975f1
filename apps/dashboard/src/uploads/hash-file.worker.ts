import { createSHA256 } from 'hash-wasm';

/** What the page sends to this worker. */
export interface HashRequest {
  readonly file: Blob;
  /** Size of each chunk in bytes, in order, to hash as well. Empty: no chunk hashes. */
  readonly chunkSizes: readonly number[];
}
export type HashMessage =
  | { readonly kind: 'progress'; readonly doneBytes: number }
  | { readonly kind: 'done'; readonly sha256: string; readonly chunkHashes: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };

const PIECE_BYTES = 4 * 1024 * 1024;
const post = (message: HashMessage) => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<HashRequest>) => {
  hash(data).catch((error: unknown) => {
    // A file that was changed or removed after it was chosen cannot be read.
    post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
};

/** Reads the file once, piece by piece, in constant memory. */
async function hash({ file, chunkSizes }: HashRequest): Promise<void> {
  const [whole, chunk] = await Promise.all([createSHA256(), createSHA256()]);
  const chunkHashes: string[] = [];
  let at = 0;
  for (const size of chunkSizes.length > 0 ? chunkSizes : [file.size]) {
    chunk.init();
    for (const end = at + size; at < end; ) {
      const piece = new Uint8Array(await file.slice(at, Math.min(end, at + PIECE_BYTES)).arrayBuffer());
      whole.update(piece);
      if (chunkSizes.length > 0) chunk.update(piece);
      at += piece.byteLength;
      post({ kind: 'progress', doneBytes: at });
    }
    if (chunkSizes.length > 0) chunkHashes.push(chunk.digest('hex'));
  }
  post({ kind: 'done', sha256: whole.digest('hex'), chunkHashes });
}
