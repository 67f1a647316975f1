import type { z } from 'zod';
import { analyzeFile, analyzeSync } from './analyze-file.ts';
import { drainServer, scrubDocuments, verifyDocument } from './documents.ts';
import { exportResults } from './export-results.ts';
import { importFile } from './import-file.ts';
import { importTemplate } from './import-template.ts';
import { inferImporter } from './infer-importer.ts';
import {
  abortStaleUploads,
  applyRetention,
  expireSessions,
  probeStorage,
  purgeIdempotencyKeys,
  requeueOrphans,
} from './maintenance.ts';
import { previewDefinition } from './preview-definition.ts';
import { previewImport } from './preview-import.ts';
import { previewReading } from './preview-reading.ts';
import type { JobContract, SweepDeclaration } from './types.ts';
import { reprocessRun, uploadArtifact } from './upload-artifact.ts';

/** Every kind of job, by its stable name. A kind without a processor does not compile. */
export const contracts = {
  'import-file': importFile,
  'preview-import': previewImport,
  'preview-definition': previewDefinition,
  'import-template': importTemplate,
  'infer-importer': inferImporter,
  'preview-reading': previewReading,
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

type Contracts = typeof contracts;
export type JobKind = keyof Contracts;
export type JobPayload<K extends JobKind> = z.output<Contracts[K]['payload']>;
export type JobResult<K extends JobKind> = z.output<Contracts[K]['result']>;

type KindsWith<Facts> = { [K in JobKind]: Contracts[K] extends Facts ? K : never }[JobKind];
/** Kinds whose attempts are recorded in `request_traces`. */
export type TracedKind = KindsWith<{ readonly traced: true }>;
/** Kinds whose lost jobs are added again for their rows. */
export type SweptKind = KindsWith<{ readonly sweep: SweepDeclaration }>;
/** Kinds that run by a schedule; all others run on request. */
export type ScheduledKind = KindsWith<{ readonly housekeeping: boolean }>;
/** Kinds that a caller waits for. */
export type AnsweringKind = KindsWith<{ readonly answersCaller: true }>;

export const jobKinds = Object.keys(contracts) as JobKind[];

/** The contract of any kind, with every fact that only some have. */
export const contractOf = (kind: JobKind): JobContract => contracts[kind];
