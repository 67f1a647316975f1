export {
  type Answered,
  type Call,
  type ClientOptions,
  createSluiceClient,
  type SendOptions,
  type SluiceClient,
} from './client.ts';
export { isSluiceError, SluiceError, type SluiceErrorCode } from './error.ts';
export { counted, formatBytes, formatCount, formatDuration } from './format.ts';
export { listImporters } from './importers.ts';
export { type Page, pages } from './pages.ts';
export { type ImportRef, importDeletions, openFile, type ResultFileOptions, resultFile, rowErrors } from './results.ts';
export type { OnRetry, RetryOptions } from './retry.ts';
export { isRetryable } from './retryable.ts';
export { type components, type operations, type paths, reportSteps } from './schema.ts';
export * from './types.ts';
export { likelyChunkSizes, typeOfName } from './upload/plan.ts';
export { fetchPut } from './upload/put.ts';
export type {
  ContentHashes,
  HashingOptions,
  HashStore,
  PutBytes,
  PutRequest,
  UploadPhase,
  UploadProgress,
  UploadSource,
  UploadState,
} from './upload/types.ts';
export type { UploadedDocument, UploadOptions } from './upload/upload.ts';
export type { Watched, WatchKind, WatchOptions } from './watch.ts';
