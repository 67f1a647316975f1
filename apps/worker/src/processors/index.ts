import { abortStaleUploadsProcessor } from './abort-stale-uploads.ts';
import { exportResultsProcessor } from './export-results.ts';
import { importFileProcessor } from './import-file.ts';
import { importTemplateProcessor } from './import-template.ts';
import { previewImportProcessor } from './preview-import.ts';
import { purgeIdempotencyKeysProcessor } from './purge-idempotency-keys.ts';
import { requeueOrphansProcessor } from './requeue-orphans.ts';
import type { Processors } from './types.ts';

/** Who does each kind of job. A kind of `contracts` without an entry does not compile. */
export const processors = {
  'import-file': importFileProcessor,
  'preview-import': previewImportProcessor,
  'import-template': importTemplateProcessor,
  'export-results': exportResultsProcessor,
  'requeue-orphans': requeueOrphansProcessor,
  'purge-idempotency-keys': purgeIdempotencyKeysProcessor,
  'abort-stale-uploads': abortStaleUploadsProcessor,
} as const satisfies Processors;
