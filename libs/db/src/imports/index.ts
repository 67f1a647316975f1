export type { BulkImportJob, BulkImportReject, DeletionPlan, ImportDeletion, StoredRowError } from '../schema/index.ts';
export { deletionOutcomes } from '../schema/index.ts';
export {
  type DeletionOutcome,
  listDeletions,
  recordDeletionPlan,
  refusedDeletions,
  takeMirrorTurn,
} from './deletions.ts';
export { KeySequence, type KeySequenceOptions } from './key-sequence.ts';
export {
  type LedgerEntry,
  ledgerOf,
  listRejects,
  recordChecked,
  recordDiscards,
  recordReading,
  rejectsOfRows,
} from './progress.ts';
export { getImport, type ImportFilter, type ImportProgress, importsProgress, listImports } from './read.ts';
export { groupRejects, type RejectGroup, type RejectGroups } from './reject-groups.ts';
export { findRemembered, headerSetOf } from './remembered.ts';
export {
  createImport,
  createImports,
  deleteImport,
  finishImport,
  type ImportEnd,
  type ImportStatus,
  importWork,
  type NewImport,
} from './work.ts';
export { AbsentDeleter } from './writer/absent-deleter.ts';
export { AbsentRows, plannedKey } from './writer/absent-rows.ts';
export { AtomicWriter } from './writer/atomic-writer.ts';
export { type GeneratedRows, goodRowsOf, type ImportBatch, type RejectRow, storedError } from './writer/batch.ts';
export { needsJudge } from './writer/key-judge.ts';
export type { LaneOptions } from './writer/lane.ts';
export type {
  ImportTarget,
  OrderCheck,
  StoredCheck,
  TargetColumn,
  TargetConstraints,
  TargetLookUp,
} from './writer/target.ts';
export type { Tried } from './writer/trial.ts';
export { ImportWriter } from './writer/writer.ts';
