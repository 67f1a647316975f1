export { type DeleteDocument, type DocumentDeletion, deleteDocument, type StoredDocument } from './delete-document.ts';
export { type DocumentAge, listOutdatedDocuments } from './documents.ts';
export {
  type ArtifactMaker,
  isUnfinished,
  listOutdatedDownloads,
  listOwnedDownloads,
  type OwnedObject,
} from './downloads.ts';
export {
  expireSession,
  expireUpload,
  type IdleSession,
  listIdleSessions,
  listIdleUploads,
  prolongSession,
} from './idle-uploads.ts';
export { deleteOutdatedErrors, deleteOutdatedRejects, deleteOutdatedTraces } from './records.ts';
export {
  findChunkKeys,
  findDocumentKeys,
  listChunkKeys,
  listDocumentAccounts,
  listDocumentKeys,
  type NeededChunk,
  type StoredKey,
} from './stored-keys.ts';
