export type { Download } from '../schema/index.ts';
export { expireDownload, loseObject, settleUpload, type UploadOutcome } from './outcome.ts';
export {
  type DownloadFilter,
  downloadStatuses,
  downloadsOfAnalysis,
  downloadsOfImport,
  getDownload,
  getDownloadById,
  listDownloads,
  listUndelivered,
  type OwnedDownload,
} from './read.ts';
export { type DownloadStatus, type NewDownload, recordDownload, requestReprocess } from './record.ts';
export { isOriginalResult, type ResultRows, resultKinds } from './result-files.ts';
