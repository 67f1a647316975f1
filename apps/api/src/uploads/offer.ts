import type { Document, StoredChunk } from '@sluice/db/documents';
import type { UploadSession } from '@sluice/db/upload-sessions';
import type { PresignedPut } from '@sluice/storage';

/** A chunk of an upload, and where to send it when it is not there. */
export interface ChunkOffer {
  readonly chunk: StoredChunk;
  /** Its first byte in the document. */
  readonly offset: number;
  readonly put?: PresignedPut;
  readonly serverUnreachable: boolean;
}

/** What a client is to do for a document. */
export type UploadOffer =
  | { readonly kind: 'nothing'; readonly document: Document }
  | { readonly kind: 'single'; readonly document: Document; readonly put: PresignedPut }
  | {
      readonly kind: 'chunked';
      readonly document: Document;
      /** Undefined when the upload is over. */
      readonly session?: UploadSession | undefined;
      readonly chunks: readonly ChunkOffer[];
    };

/** The chunks in order, with where each begins. */
export function withOffsets(chunks: readonly StoredChunk[]): { chunk: StoredChunk; offset: number }[] {
  let next = 0;
  return chunks.map((chunk) => {
    const offset = next;
    next += chunk.chunkSize;
    return { chunk, offset };
  });
}
