export type { RetentionHold } from '../schema/index.ts';
export { type DeleteDocument, type DocumentDeletion, deleteDocument, type StoredDocument } from './delete-document.ts';
export { type DocumentAge, listOutdatedDocuments, type OutdatedDocument } from './documents.ts';
export {
  type ArtifactMaker,
  isUnfinished,
  listOutdatedDownloads,
  listOwnedDownloads,
  type OutdatedDownload,
  type OwnedObject,
} from './downloads.ts';
export {
  deleteRecord,
  listOutdatedRecords,
  type OutdatedRecord,
  type WorkRecord,
  workRecords,
} from './history.ts';
export {
  confirmHold,
  findHold,
  type HoldKey,
  holdSweep,
  listHolds,
  type NewHold,
  releaseSweep,
} from './holds.ts';
export {
  expireSession,
  expireUpload,
  type IdleSession,
  listIdleSessions,
  listIdleUploads,
  prolongSession,
} from './idle-uploads.ts';
export { type Installation, ownStorageClaim, serverStorageClaim, thisInstallation } from './installation.ts';
export {
  deleteOutdatedAuditEvents,
  deleteOutdatedErrors,
  deleteOutdatedTraces,
  deleteRows,
  nextWithRows,
  type RecordedRows,
} from './records.ts';
export {
  type DocumentPlace,
  findChunkKeys,
  findDocumentKeys,
  listChunkKeys,
  listDocumentAccounts,
  listDocumentPlaces,
  type NeededChunk,
} from './stored-keys.ts';
