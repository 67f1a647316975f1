import type { uploadStatuses } from '../schema/documents.ts';

export type UploadStatus = (typeof uploadStatuses)[number];

/** Every way a document's status may change, and when it does. Nothing else writes `documents.upload_status`. */
const edges = {
  /** URLs were made; also again, when they have expired or the upload has failed. */
  generate: { from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_FAILED'], to: 'UPLOAD_URL_GENERATED' },
  /** The client says that the bytes are there, and so does the storage: a job reads them. */
  verify: { from: ['UPLOAD_URL_GENERATED'], to: 'UPLOAD_VERIFYING' },
  /** The job has found them right. */
  complete: { from: ['UPLOAD_VERIFYING'], to: 'UPLOAD_COMPLETE' },
  /** The same bytes came through the API, which hashed them on the way. */
  arrive: {
    from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_VERIFYING', 'UPLOAD_FAILED'],
    to: 'UPLOAD_COMPLETE',
  },
  /** They did not come, or are not what was announced. */
  fail: { from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_VERIFYING'], to: 'UPLOAD_FAILED' },
  /** Stored bytes are gone or are others than those that were verified: what was complete is so no longer. */
  lose: { from: ['UPLOAD_COMPLETE'], to: 'UPLOAD_FAILED' },
} as const satisfies Record<string, { from: readonly UploadStatus[]; to: UploadStatus }>;

export type DocumentTransition = keyof typeof edges;

export const documentTransition = (name: DocumentTransition): { from: UploadStatus[]; to: UploadStatus } => ({
  from: [...edges[name].from],
  to: edges[name].to,
});
