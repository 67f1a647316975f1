import type { z } from 'zod';
import { analyzeFile, analyzeSync } from './analyze-file.ts';
import { exportResults } from './export-results.ts';
import { importFile } from './import-file.ts';
import { importTemplate } from './import-template.ts';
import { abortStaleUploads, applyRetention, purgeIdempotencyKeys, requeueOrphans } from './maintenance.ts';
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
  'requeue-orphans': requeueOrphans,
  'purge-idempotency-keys': purgeIdempotencyKeys,
  'abort-stale-uploads': abortStaleUploads,
  'apply-retention': applyRetention,
} as const satisfies Record<string, JobContract>;

export type JobKind = keyof typeof contracts;
export type JobPayload<K extends JobKind> = z.output<(typeof contracts)[K]['payload']>;
export type JobResult<K extends JobKind> = z.output<(typeof contracts)[K]['result']>;
