import { abortStaleUploadsProcessor } from './abort-stale-uploads.ts';
import { analyzeFileProcessor } from './analyze-file.ts';
import { analyzeSyncProcessor } from './analyze-sync.ts';
import { applyRetentionProcessor } from './apply-retention.ts';
import { drainServerProcessor } from './drain-server.ts';
import { expireSessionsProcessor } from './expire-sessions.ts';
import { exportResultsProcessor } from './export-results.ts';
import { importFileProcessor } from './import-file.ts';
import { importTemplateProcessor } from './import-template.ts';
import { inferImporterProcessor } from './infer-importer.ts';
import { previewDefinitionProcessor } from './preview-definition.ts';
import { previewImportProcessor } from './preview-import.ts';
import { previewReadingProcessor } from './preview-reading.ts';
import { probeStorageProcessor } from './probe-storage.ts';
import { purgeIdempotencyKeysProcessor } from './purge-idempotency-keys.ts';
import { reprocessRunProcessor } from './reprocess-run.ts';
import { requeueOrphansProcessor } from './requeue-orphans.ts';
import { scrubDocumentsProcessor } from './scrub-documents.ts';
import type { Processors } from './types.ts';
import { uploadArtifactProcessor } from './upload-artifact.ts';
import { verifyDocumentProcessor } from './verify-document.ts';

const withoutSweep = {
  'import-file': importFileProcessor,
  'preview-import': previewImportProcessor,
  'preview-definition': previewDefinitionProcessor,
  'import-template': importTemplateProcessor,
  'infer-importer': inferImporterProcessor,
  'preview-reading': previewReadingProcessor,
  'export-results': exportResultsProcessor,
  'analyze-file': analyzeFileProcessor,
  'analyze-sync': analyzeSyncProcessor,
  'upload-artifact': uploadArtifactProcessor,
  'reprocess-run': reprocessRunProcessor,
  'verify-document': verifyDocumentProcessor,
  'drain-server': drainServerProcessor,
  'scrub-documents': scrubDocumentsProcessor,
  'expire-sessions': expireSessionsProcessor,
  'probe-storage': probeStorageProcessor,
  'purge-idempotency-keys': purgeIdempotencyKeysProcessor,
  'abort-stale-uploads': abortStaleUploadsProcessor,
  'apply-retention': applyRetentionProcessor,
} as const satisfies Omit<Processors, 'requeue-orphans'>;

/** The processor of each kind of job. A kind in `contracts` without an entry does not compile. */
export const processors: Processors = {
  ...withoutSweep,
  'requeue-orphans': requeueOrphansProcessor(withoutSweep),
};
