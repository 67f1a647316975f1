import { createSHA256 } from 'hash-wasm';

/** What the page asks this worker for. */
export interface HashOrder {
  readonly file: Blob;
  /** Bytes of each chunk, in order, that are hashed as well; empty: none. */
  readonly chunkSizes: readonly number[];
}
export type HashNews =
  | { readonly kind: 'progress'; readonly doneBytes: number }
  | { readonly kind: 'done'; readonly sha256: string; readonly chunkHashes: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };

const PIECE_BYTES = 4 * 1024 * 1024;
const tell = (news: HashNews) => self.postMessage(news);

self.onmessage = ({ data }: MessageEvent<HashOrder>) => {
  hash(data).catch((error: unknown) => {
    // A file that was changed or unplugged since it was chosen cannot be read any more.
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
};

/** Reads the file once, a piece at a time, so that its size does not matter. */
async function hash({ file, chunkSizes }: HashOrder): Promise<void> {
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
      tell({ kind: 'progress', doneBytes: at });
    }
    if (chunkSizes.length > 0) chunkHashes.push(chunk.digest('hex'));
  }
  tell({ kind: 'done', sha256: whole.digest('hex'), chunkHashes });
}
