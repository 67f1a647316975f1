export type { Document, DocumentChunk } from '../schema/index.ts';
export { type AnnouncedDocument, type FoundDocument, findOrCreateDocument, findOrCreateDocuments } from './announce.ts';
export {
  announceChunkHash,
  type ChunkKey,
  markChunkArrived,
  markChunkMissing,
  markChunksOffered,
  recordChunkBytes,
} from './chunk-arrival.ts';
export { addChunks, dropChunks, getChunk, listChunks, type NewChunk, type StoredChunk } from './chunks.ts';
export { completeDocument, type StoredBytes } from './complete.ts';
export {
  completeVerified,
  giveUpVerification,
  type ReadChunk,
  type ReadUpload,
  rejectChunks,
  rejectUpload,
} from './finish-verification.ts';
export {
  type DocumentCursor,
  type DocumentFilter,
  type DocumentOrder,
  documentOrders,
  type ListedDocument,
  listDocuments,
} from './list.ts';
export { type LostChunk, loseChunk, loseDocument } from './lose.ts';
export { getDocument, getDocumentById, getDocuments, listUnverifiedDocuments } from './read.ts';
export {
  listUnreadChunks,
  listUnreadDocuments,
  recordChunkRead,
  recordDocumentRead,
  type ScrubCursor,
  type UnreadChunk,
  type UnreadDocument,
} from './scrub.ts';
export { changeDocumentStatus, lockDocument, type UploadStatus } from './status.ts';
export {
  admitAgain,
  beginDocument,
  beginVerifying,
  beginVerifyingAgain,
  claimUpload,
  failDocument,
  failUpload,
  type GeneratedUrls,
  markManyUrlsGenerated,
  markUrlsGenerated,
  type NewDocument,
  type UploadClaim,
} from './upload.ts';
