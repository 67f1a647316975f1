import path from 'node:path/posix';
import { downloadId, type Logger } from '@sluice/core';
import type { Analysis } from '@sluice/db/analyses';
import { artifacts } from '@sluice/jobs';
import { artifactKey } from '@sluice/storage';
import type { RunDeps } from './run-analysis.ts';

/** A cancellation waits for this; retention deletes what cannot be deleted in time. */
const PATIENCE_MS = 1_000;

/** Deletes the artifacts of an analysis that did not complete; no row refers to them. */
export async function dropArtifacts(
  { storage, kept }: RunDeps,
  { analysisId, tool, createdAt }: Analysis,
  logger: Logger,
): Promise<void> {
  for (const { kind, format } of Object.values(artifacts)) {
    await kept.remove(downloadId(analysisId, kind, format));
  }
  const key = artifactKey({ env: storage.env, tool, ownerId: analysisId, createdAt, fileName: 'any' });
  await storage
    .deletePrefix(`${path.dirname(key)}/`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    .catch((error) =>
      logger.warn({ err: error }, 'could not delete delivered artifacts of the analysis; retention will'),
    );
}
