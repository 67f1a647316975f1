import type { z } from 'zod';
import { analyzeFile, analyzeSync } from './analyze-file.ts';
import { drainServer, scrubDocuments, verifyDocument } from './documents.ts';
import { exportResults } from './export-results.ts';
import { importFile } from './import-file.ts';
import { importTemplate } from './import-template.ts';
import {
  abortStaleUploads,
  applyRetention,
  expireSessions,
  probeStorage,
  purgeIdempotencyKeys,
  requeueOrphans,
} from './maintenance.ts';
import { previewImport } from './preview-import.ts';
import type { JobContract } from './types.ts';
import { reprocessRun, uploadArtifact } from './upload-artifact.ts';

/** Every kind of job, by its stable name. A kind without a processor does not compile. */
export const contracts = {
  'import-file': importFile,
  'preview-import': previewImport,
  'import-template': importTemplate,
  'export-results': exportResults,
  'analyze-file': analyzeFile,
  'analyze-sync': analyzeSync,
  'upload-artifact': uploadArtifact,
  'reprocess-run': reprocessRun,
  'verify-document': verifyDocument,
  'drain-server': drainServer,
  'scrub-documents': scrubDocuments,
  'requeue-orphans': requeueOrphans,
  'expire-sessions': expireSessions,
  'probe-storage': probeStorage,
  'purge-idempotency-keys': purgeIdempotencyKeys,
  'abort-stale-uploads': abortStaleUploads,
  'apply-retention': applyRetention,
} as const satisfies Record<string, JobContract>;

export type JobKind = keyof typeof contracts;
export type JobPayload<K extends JobKind> = z.output<(typeof contracts)[K]['payload']>;
export type JobResult<K extends JobKind> = z.output<(typeof contracts)[K]['result']>;
