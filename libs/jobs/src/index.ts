export { type CallOptions, describeFailure } from './calls.ts';
export { countingConnection, producerConnection, workerConnection } from './connections.ts';
export {
  type AnalysisOptions,
  type ArtifactName,
  analysisOptions,
  artifactName,
  artifactNames,
  artifacts,
  type ToolName,
  type ToolParameters,
  toolArtifacts,
  toolName,
  toolNames,
  toolParameters,
} from './contracts/analysis-request.ts';
export { type CleanParameters, cleanParameters } from './contracts/clean-parameters.ts';
export {
  type ImportOptions,
  importerName,
  importOptions,
  MAX_DELETE_PERCENT,
  mirrors,
  withoutDeletionConflicts,
} from './contracts/import-options.ts';
export { type ImportOutcome, importOutcome, importOutcomes } from './contracts/import-outcome.ts';
export { templateFormat } from './contracts/import-template.ts';
export {
  type AnsweringKind,
  contractOf,
  contracts,
  type JobKind,
  type JobPayload,
  type JobResult,
  jobKinds,
  type ScheduledKind,
  type SweptKind,
  type TracedKind,
} from './contracts/index.ts';
export {
  type ImporterInference,
  type InferenceOptions,
  importerInference,
  inferenceOptions,
} from './contracts/infer-importer.ts';
export {
  type CheckedRecords,
  type ImportPreview,
  importPreview,
  MOST_PREVIEW_ROWS,
  type PreviewRow,
  type RowError,
  rowError,
} from './contracts/preview-import.ts';
export { type DocumentReading, documentReading } from './contracts/preview-reading.ts';
export { type ProfileParameters, profileParameters } from './contracts/profile-parameters.ts';
export { type QueueDefinition, type QueueName, queueNames, queueTable } from './contracts/queue-table.ts';
export {
  decision,
  dialect,
  doubtFields,
  doubtfulReading,
  doubtWarnings,
  type FileDecision,
  type FileReading,
  type FileWarning,
  reading,
  storedDecisions,
  storedWarnings,
  warning,
} from './contracts/reading.ts';
export { withoutConflicts } from './contracts/reading-conflicts.ts';
export { type ReadingOptions, readingOptions } from './contracts/reading-options.ts';
export type { Backoff, JobContract } from './contracts/types.ts';
export { createQueues, type EnqueueOptions, type JobRow, type Queues, type QueuesOptions } from './queues.ts';
export { accountOf, type Held, type RunningLimits } from './rounds.ts';
