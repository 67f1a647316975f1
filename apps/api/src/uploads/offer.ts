import type { Document, StoredChunk } from '@sluice/db/documents';
import type { UploadSession } from '@sluice/db/upload-sessions';
import type { PresignedPut } from '@sluice/storage';

/** A chunk of an upload, and where to send it if it is missing. */
export interface ChunkOffer {
  readonly chunk: StoredChunk;
  /** Offset of its first byte in the document. */
  readonly offset: number;
  readonly put?: PresignedPut;
  readonly serverUnreachable: boolean;
}

/** What a client must upload for a document. */
export type UploadOffer =
  | { readonly kind: 'nothing'; readonly document: Document }
  | { readonly kind: 'single'; readonly document: Document; readonly put: PresignedPut }
  | {
      readonly kind: 'chunked';
      readonly document: Document;
      /** Undefined when the upload has ended. */
      readonly session?: UploadSession | undefined;
      readonly chunks: readonly ChunkOffer[];
    };

/** The chunks in order with their offsets. */
export function withOffsets(chunks: readonly StoredChunk[]): { chunk: StoredChunk; offset: number }[] {
  let next = 0;
  return chunks.map((chunk) => {
    const offset = next;
    next += chunk.chunkSize;
    return { chunk, offset };
  });
}
