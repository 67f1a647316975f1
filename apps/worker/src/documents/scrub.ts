import { type AppError, formatCount, isAppError, type Logger, newId } from '@sluice/core';
import type { Db } from '@sluice/db';
import { finishTrace, logError, startTrace } from '@sluice/db/traces';
import { Candidates, type GuardDeps, type GuardedSweep, guarded } from '../job/guard.ts';
import type { DocumentStores } from '../spool/open-document.ts';
import { longestUnread, type Unread } from './unread.ts';

export interface ScrubOptions {
  /** Documents not read for this long are scrubbed. */
  readonly days: number;
  /** Maximum bytes to read, except that one larger object is still read. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** Object counts: chunks and single-object documents. */
export interface Scrubbed {
  readonly read: number;
  readonly damaged: number;
  /** Objects on unreachable storage servers. */
  readonly skipped: number;
  readonly bytes: number;
}

const DAY_MS = 86_400_000;

/** Reads stored documents, least recently read first, and marks missing or damaged ones. Safe to run concurrently. */
export async function scrub(stores: DocumentStores & Pick<GuardDeps, 'env'>, options: ScrubOptions): Promise<Scrubbed> {
  const { days, maxBytes, signal, logger } = options;
  const unreachable = new Set<string>();
  const found = new Candidates<Damaged>();
  const counts = { read: 0, skipped: 0, bytes: 0 };
  for await (const unread of longestUnread(stores, new Date(Date.now() - days * DAY_MS))) {
    signal.throwIfAborted();
    if (counts.bytes > 0 && counts.bytes + unread.sizeBytes > maxBytes) break;
    const { server } = unread.where;
    if (!unreachable.has(server)) {
      try {
        const damage = await check(unread, signal);
        if (damage) found.add({ unread, damage });
        counts.read++;
        counts.bytes += unread.sizeBytes;
        continue;
      } catch (error) {
        signal.throwIfAborted();
        const ofServer = isOfServer(error);
        const rest = ofServer ? 'skipping its storage server' : 'the next run tries again';
        logger.warn({ err: error, ...unread.where }, `could not scrub a document; ${rest}`);
        if (ofServer) unreachable.add(server);
      }
    }
    counts.skipped++;
  }
  found.total = counts.read;
  const { done } = await guarded({ db: stores.db, env: stores.env, logger }, sweepOf(stores), found, async (items) => {
    let damaged = 0;
    for (const { unread, damage } of items) {
      // It may have been moved, replaced or deleted since it was read.
      if ((await unread.isSame()) && (await report(stores.db, unread, damage, logger))) damaged++;
    }
    return damaged;
  });
  return { ...counts, damaged: done };
}

interface Damaged {
  readonly unread: Unread;
  readonly damage: AppError;
}

const sweepOf = ({ storage }: DocumentStores): GuardedSweep => ({
  ...{ sweep: 'damaged_documents', place: '', bucket: storage.bucket },
  would: (damaged, read) => `mark ${formatCount(damaged)} of ${formatCount(read)} objects that it read as damaged`,
});

const isOfServer = (error: unknown): boolean =>
  isAppError(error) && (error.code === 'STORAGE_UNAVAILABLE' || error.code === 'STORAGE_REFUSED');

/** Wrong bytes are read again, because they may only have been corrupted in transit. */
async function check(unread: Unread, signal: AbortSignal): Promise<AppError | undefined> {
  const damage = (await unread.read(signal)) && (await unread.read(signal));
  // An object that was moved, replaced or deleted in the meantime looks damaged, too.
  if (damage) return (await unread.isSame()) ? damage : undefined;
  await unread.markRead();
  return undefined;
}

/** Records the damage and logs it once. */
async function report(db: Db, unread: Unread, error: AppError, logger: Logger): Promise<boolean> {
  const { docId, accountId, where } = unread;
  if (!(await unread.markLost(`${error.code}: ${error.message}`))) return false;
  logger.error({ err: error, ...where }, 'a stored document is damaged');
  const trace = { traceId: newId(), operation: 'scrub-documents' };
  await startTrace(db, { ...trace, accountId, docId });
  await logError(db, { ...trace, error, context: where });
  await finishTrace(db, trace.traceId, { status: 'FAILED' });
  return true;
}
