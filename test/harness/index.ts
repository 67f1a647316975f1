export { type Fault, FaultProxy } from '@sluice/storage/testing';
export {
  type AcceptedAnalysis,
  type AnalysisClient,
  type AnalysisDownload,
  type AnalysisRequest,
  type AnalysisStatus,
  analysisClient,
  type FinalObject,
  type ToolName,
} from './analyses.ts';
export { type Api, type ApiOptions, JWT_SECRET, launchApi, type Role, signToken, startApi } from './api.ts';
export { type Child, type Exit, type LogLine, tail } from './child.ts';
export {
  type Accepted,
  type Client,
  createClient,
  HttpError,
  type ImportFields,
  type ImportFile,
  type ImportStatus,
  type RowError,
  type StoredDocument,
} from './client.ts';
export { createStack, required, type Stack } from './stack.ts';
export {
  putTo,
  type Upload,
  type UploadChunk,
  type UploadClient,
  type UploadRequest,
  type UploadSource,
  type UploadState,
  uploadClient,
} from './uploads.ts';
export { startWorker, type Worker } from './worker.ts';
