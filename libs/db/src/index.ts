export { type AccountScope, EVERY_ACCOUNT, everyAccount, type Scoped } from './account-scope.ts';
export { type AnalysisClaim, claimAnalysis, getAnalysisById } from './analyses/claim.ts';
export { countUnfinishedAnalyses } from './analyses/count-unfinished.ts';
export { createAnalysis, type NewAnalysis } from './analyses/create.ts';
export { deleteAnalysis } from './analyses/delete.ts';
export { failAnalysis, finishAnalysisCancel, noteAnalysisFailure } from './analyses/fail.ts';
export { type AnalysisEnd, finishAnalysis } from './analyses/finish.ts';
export { type Analysis, type AnalysisKey, getAnalysis, getAnalysisReport } from './analyses/get.ts';
export { type AnalysisFilter, listAnalyses } from './analyses/list.ts';
export { type AnalysisProgress, analysesProgress } from './analyses/many.ts';
export { markAnalysesEnqueued } from './analyses/mark-enqueued.ts';
export { listUnqueuedAnalyses, type UnqueuedQuery } from './analyses/orphans.ts';
export { recordAnalysisProgress, watchAnalysis } from './analyses/progress.ts';
export { requestAnalysisCancel } from './analyses/request-cancel.ts';
export { type AnalysisStatus, isFinalAnalysis } from './analyses/status.ts';
export { connectDirectly, createDb, type Db, type Tx } from './client.ts';
export { addChunks, type NewChunk } from './documents/add-chunks.ts';
export { beginDocument, type NewDocument } from './documents/begin.ts';
export { beginVerifying } from './documents/begin-verifying.ts';
export { getDocumentById } from './documents/by-id.ts';
export { changeDocumentStatus } from './documents/change-status.ts';
export {
  announceChunkHash,
  type ChunkKey,
  markChunkArrived,
  markChunkMissing,
  markChunksOffered,
} from './documents/chunk-arrival.ts';
export { getChunk, listChunks, type StoredChunk } from './documents/chunks.ts';
export { claimUpload, type UploadClaim } from './documents/claim-upload.ts';
export { completeDocument, type StoredBytes } from './documents/complete.ts';
export { dropChunks } from './documents/drop-chunks.ts';
export { failDocument, failUpload } from './documents/fail.ts';
export { type AnnouncedDocument, findOrCreateDocument } from './documents/find-or-create.ts';
export {
  completeVerified,
  giveUpVerification,
  type ReadChunk,
  type ReadUpload,
  rejectChunks,
  rejectUpload,
  whileFailed,
} from './documents/finish-verification.ts';
export { getDocument } from './documents/get.ts';
export { type DocumentFilter, listDocuments } from './documents/list.ts';
export { lockDocument } from './documents/lock.ts';
export { loseDocument } from './documents/lose.ts';
export { type LostChunk, loseChunk } from './documents/lose-chunk.ts';
export { markUrlsGenerated } from './documents/mark-generated.ts';
export { listDrainingServers, listUnverifiedDocuments } from './documents/orphans.ts';
export { recordChunkBytes } from './documents/record-chunk-bytes.ts';
export {
  listUnreadChunks,
  listUnreadDocuments,
  recordChunkRead,
  recordDocumentRead,
  type ScrubCursor,
  type UnreadChunk,
  type UnreadDocument,
} from './documents/scrub.ts';
export type { UploadStatus } from './documents/status.ts';
export { downloadStatuses, getDownloadById } from './downloads/by-id.ts';
export { getDownload, type OwnedDownload } from './downloads/get.ts';
export { type DownloadFilter, listDownloads } from './downloads/list.ts';
export { downloadsOfAnalysis } from './downloads/of-analysis.ts';
export { downloadsOfImport } from './downloads/of-import.ts';
export { expireDownload, loseObject, settleUpload, type UploadOutcome } from './downloads/outcome.ts';
export { type NewDownload, recordDownload } from './downloads/record.ts';
export { requestReprocess } from './downloads/request-reprocess.ts';
export type { DownloadStatus } from './downloads/status.ts';
export { listUndelivered } from './downloads/undelivered.ts';
export { databaseEnvSchema } from './env.ts';
export { databaseError, isDatabaseAway, isDuplicateKey, isLockConflict } from './errors.ts';
export { checkDatabase } from './health.ts';
export * from './idempotency/keys.ts';
export { finishCancel, requestCancel } from './imports/cancel.ts';
export { type Claim, claimImport } from './imports/claim.ts';
export { createImport, type NewImport } from './imports/create.ts';
export { failImport } from './imports/fail.ts';
export { finishImport, type ImportEnd } from './imports/finish.ts';
export { getImport, getImportById } from './imports/get.ts';
export { type KeyReservation, releaseKeys, reserveKeys } from './imports/key-sequence.ts';
export { type ImportFilter, listImports } from './imports/list.ts';
export { allowsLocalInfile } from './imports/local-infile.ts';
export { type ImportProgress, importsProgress } from './imports/many.ts';
export { countUnfinishedImports, listUnqueuedImports, markEnqueued } from './imports/orphans.ts';
export { type LedgerEntry, ledgerOf, recordChecked, recordTotal, watchImport } from './imports/progress.ts';
export { listRejects, rejectsOfRows } from './imports/rejects.ts';
export { noteFailure, releaseImport } from './imports/release.ts';
export { retryImport } from './imports/retry.ts';
export { type ImportStatus, isFinal } from './imports/status.ts';
export { AtomicWriter } from './imports/writer/atomic-writer.ts';
export type { ImportBatch, RejectRow } from './imports/writer/batch.ts';
export { storedError } from './imports/writer/first-errors.ts';
export type { ImportTarget, OrderCheck, TargetColumn } from './imports/writer/target.ts';
export { ImportWriter } from './imports/writer/writer.ts';
export { type JobListKind, type JobState, jobKinds, jobStates } from './jobs/kinds.ts';
export { type JobFilter, type ListedJob, listJobs } from './jobs/list.ts';
export { countEndedJobs, type EndedJobs, jobLatencies, type Latency, type StatsRange } from './jobs/stats.ts';
export { migrateDatabase } from './migrate.ts';
export type { Page, TimeCursor } from './page.ts';
export { createReprocessRun, type NewReprocessRun } from './reprocess-runs/create.ts';
export { getReprocessRun } from './reprocess-runs/get.ts';
export { listReprocessRuns } from './reprocess-runs/list.ts';
export { markRunsEnqueued } from './reprocess-runs/mark-enqueued.ts';
export { countFailedUploads } from './reprocess-runs/matching.ts';
export { listUnqueuedRuns } from './reprocess-runs/orphans.ts';
export { requestRunCancel } from './reprocess-runs/request-cancel.ts';
export {
  claimRun,
  failRun,
  finishRun,
  finishRunCancel,
  getRunById,
  nextOfRun,
  noteRunFailure,
  placeOf,
  type RunClaim,
  recordMatched,
  recordRunStep,
  watchRun,
} from './reprocess-runs/run.ts';
export type { ReprocessStatus } from './reprocess-runs/status.ts';
export {
  type DeleteDocument,
  type DocumentDeletion,
  deleteDocument,
  type StoredDocument,
} from './retention/delete-document.ts';
export { type DocumentAge, listOutdatedDocuments } from './retention/documents.ts';
export {
  type ArtifactMaker,
  isUnfinished,
  listOutdatedDownloads,
  listOwnedDownloads,
  type OwnedObject,
} from './retention/downloads.ts';
export {
  expireSession,
  expireUpload,
  type IdleSession,
  listIdleSessions,
  listIdleUploads,
  prolongSession,
} from './retention/idle-uploads.ts';
export { deleteOutdatedErrors, deleteOutdatedRejects, deleteOutdatedTraces } from './retention/records.ts';
export {
  findChunkKeys,
  findDocumentKeys,
  listChunkKeys,
  listDocumentAccounts,
  listDocumentKeys,
  type NeededChunk,
  type StoredKey,
} from './retention/stored-keys.ts';
export type {
  AnalysisReport,
  BulkImportJob,
  BulkImportReject,
  Document,
  DocumentChunk,
  Download,
  ErrorLog,
  ReprocessFilter,
  ReprocessRun,
  RequestTrace,
  StorageServer,
  StoredRowError,
  TraceStatus,
  UploadSession,
} from './schema/index.ts';
export {
  type AddedServer,
  addStorageServer,
  ensureDefaultServer,
  type NewStorageServer,
} from './storage-servers/add.ts';
export {
  type ChunkPage,
  finishDrain,
  nextChunksOf,
  noteDrainError,
  type OwnedChunk,
  requestDrain,
  resumeDrain,
} from './storage-servers/drain.ts';
export { listServerHealth, type ServerHealth } from './storage-servers/health.ts';
export { recordHeartbeat } from './storage-servers/heartbeat.ts';
export {
  getStorageServer,
  listStorageServers,
  type ServerOverview,
  storageServerRows,
} from './storage-servers/list.ts';
export { type ChunkMove, type MovedChunk, moveChunk, type ObjectPlace } from './storage-servers/move-chunk.ts';
export {
  freeSpace,
  type PlacementNode,
  placementNodes,
  takeSpace,
} from './storage-servers/placement.ts';
export { recountSpace } from './storage-servers/recount.ts';
export { type RemovedServer, removeStorageServer } from './storage-servers/remove.ts';
export { changeServerStatus, type StorageServerStatus } from './storage-servers/status.ts';
export { listTargetRows, type TargetRow } from './targets/list.ts';
export { type TargetName, targetColumnTypes, targetTables } from './targets/tables.ts';
export { getTraceFamily, type TraceFamily, type TraceKey } from './traces/get.ts';
export { listTraces, type TraceFilter } from './traces/list.ts';
export { type ErrorFilter, listErrors } from './traces/list-errors.ts';
export { type JobSubject, type TraceOrigin, traceOrigin } from './traces/origin.ts';
export { type EndedTrace, finishTrace, logError, type NewTrace, recordTraces, startTrace } from './traces/trace.ts';
export { retryLockConflicts, withTransaction } from './transaction.ts';
export { createUploadSession } from './upload-sessions/create.ts';
export { endSession } from './upload-sessions/end.ts';
export { extendSession } from './upload-sessions/extend.ts';
export { findActiveSession } from './upload-sessions/find-active.ts';
