import { createReadStream } from 'node:fs';
import { AppError, unlessAborted } from '@sluice/core';
import { analysisWork } from '@sluice/db/analyses';
import type { Download } from '@sluice/db/downloads';
import type { Produced } from '../artifacts/types.ts';
import { deliver, putOptions } from '../delivery/deliver.ts';
import { failedDelivery, type Redelivered, type Redelivery } from '../delivery/redelivered.ts';
import { artifactNameOf, artifactsOf, contentTypes } from './producers/index.ts';
import type { RunDeps } from './run-analysis.ts';
import { withFindings } from './with-findings.ts';

/** How long aborted work may take to end. */
const LEAVE_MS = 1_000;

/** Runs one piece of work at a time. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` after everything before it has ended, unless `signal` has aborted by then. Leaves soon after an abort. */
  take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last = mine.catch(() => {});
    return unlessAborted(mine, signal, { graceMs: LEAVE_MS });
  }
}

export interface RedeliverDeps extends RunDeps {
  /** At most one analysis at a time is re-run for a delivery. */
  readonly turns: Turns;
}

/**
 * Delivers a download again: the kept file if it is complete on this machine, otherwise the artifact produced again. Needs
 * only the row. Rejects only with the signal's reason; anything else is returned as the outcome, which must be settled
 * before a kept file is removed.
 */
export async function redeliver(deps: RedeliverDeps, download: Download, by: Redelivery): Promise<Redelivered> {
  let produced: Produced | undefined;
  try {
    const file = await deps.kept.find(download.downloadId, download.sha256, by.signal);
    if (file) return { uploaded: true, ...(await uploadKept(deps, download, file, by)) };
    const { failure, ...made } = await deps.turns.take(by.signal, () => makeAgain(deps, download, by));
    produced = made;
    if (failure) throw failure;
    return { uploaded: true, ...made };
  } catch (thrown) {
    return { ...failedDelivery(thrown, by.signal), ...(produced && { produced }) };
  }
}

async function uploadKept(
  { storage }: RedeliverDeps,
  { s3Path, fileName, format }: Download,
  file: string,
  { signal }: Redelivery,
): Promise<Produced> {
  const body = createReadStream(file, { highWaterMark: 1 << 20 });
  const options = putOptions({ contentType: contentTypes[format], fileName });
  const { sizeBytes, sha256 } = await storage.putStream(s3Path, body, { ...options, signal });
  return { sizeBytes, sha256 };
}

/** Codes that mean that the document, the only source of the artifact, no longer exists. */
const GONE: ReadonlySet<string> = new Set(['DOCUMENT_NOT_READY', 'DOCUMENT_DAMAGED', 'STORAGE_NOT_FOUND']);

async function makeAgain(deps: RedeliverDeps, download: Download, { signal, logger }: Redelivery) {
  const name = artifactNameOf(download);
  const analysis = download.analysisId ? await analysisWork.get(deps.db, download.analysisId) : undefined;
  if (!name || !analysis) throw lost('it does not belong to an analysis');
  logger.info({ download_id: download.downloadId }, 'no kept file on this machine; creating the artifact again');
  try {
    return await withFindings(deps, { analysis, signal, logger, say: () => {} }, async (material) => {
      const [artifact] = artifactsOf(material, [name]);
      if (!artifact) throw lost('the tool no longer produces this artifact');
      const { storage, kept } = deps;
      const same = { ...artifact, key: download.s3Path, fileName: download.fileName };
      const made = await deliver(same, { storage, kept, folder: material.folder, signal });
      if (download.sha256 && made.sha256 !== download.sha256) {
        logger.warn(
          { was: download.sha256, is: made.sha256, key: same.key },
          'the re-created artifact has different bytes',
        );
      }
      return made;
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError && GONE.has(error.code)) throw lost('its document no longer exists', error);
    throw error;
  }
}

const lost = (why: string, cause?: unknown): AppError =>
  new AppError('ARTIFACT_LOST', `The artifact cannot be created again: ${why}.`, { cause });
