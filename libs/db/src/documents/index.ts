export type { Document, DocumentChunk } from '../schema/index.ts';
export { addChunks, type NewChunk } from './add-chunks.ts';
export { beginVerifying } from './begin-verifying.ts';
export { beginDocument, type NewDocument } from './begin.ts';
export { getDocumentById } from './by-id.ts';
export { changeDocumentStatus } from './change-status.ts';
export {
  announceChunkHash,
  type ChunkKey,
  markChunkArrived,
  markChunkMissing,
  markChunksOffered,
} from './chunk-arrival.ts';
export { getChunk, listChunks, type StoredChunk } from './chunks.ts';
export { claimUpload, type UploadClaim } from './claim-upload.ts';
export { completeDocument, type StoredBytes } from './complete.ts';
export { dropChunks } from './drop-chunks.ts';
export { failDocument, failUpload } from './fail.ts';
export { type AnnouncedDocument, findOrCreateDocument } from './find-or-create.ts';
export {
  completeVerified,
  giveUpVerification,
  type ReadChunk,
  type ReadUpload,
  rejectChunks,
  rejectUpload,
  whileFailed,
} from './finish-verification.ts';
export { getDocument } from './get.ts';
export { type DocumentFilter, listDocuments } from './list.ts';
export { lockDocument } from './lock.ts';
export { type LostChunk, loseChunk } from './lose-chunk.ts';
export { loseDocument } from './lose.ts';
export { markUrlsGenerated } from './mark-generated.ts';
export { listDrainingServers, listUnverifiedDocuments } from './orphans.ts';
export { recordChunkBytes } from './record-chunk-bytes.ts';
export {
  listUnreadChunks,
  listUnreadDocuments,
  recordChunkRead,
  recordDocumentRead,
  type ScrubCursor,
  type UnreadChunk,
  type UnreadDocument,
} from './scrub.ts';
export type { UploadStatus } from './status.ts';
