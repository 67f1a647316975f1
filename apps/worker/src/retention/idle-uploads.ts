import { AppError, type Logger } from '@sluice/core';
import { databaseError } from '@sluice/db';
import { beginVerifying, type Document, listChunks, markChunkArrived, type StoredChunk } from '@sluice/db/documents';
import {
  expireSession,
  expireUpload,
  type IdleSession,
  listIdleSessions,
  listIdleUploads,
  prolongSession,
} from '@sluice/db/retention';
import { freshDocumentKey, type ObjectInfo, onServer } from '@sluice/storage';
import type { JobContext } from '../job/context.ts';
import type { RetentionDeps } from './types.ts';

type Context = JobContext<'expire-sessions'>;

const PAGE = 100;
/** Timeout for checking or deleting an object; short, because the next run is soon. */
const PATIENCE_MS = 10_000;
/** Time after which a row without an upload URL is idle: before, its bytes may still be arriving through the API. */
const PENDING_SECONDS = 24 * 3_600;

const REASON = 'UPLOAD_EXPIRED: The upload was not completed in time. Request it again.';

/** Outcomes of the examined uploads; `skipped`: their storage server was unreachable. */
export interface SweepCounts {
  expired: number;
  prolonged: number;
  verifying: number;
  deleted: number;
  skipped: number;
}

/**
 * Handles expired uploads: complete ones are verified, because their client may have died before reporting it; sessions that
 * still receive bytes are extended; the rest fail, and their objects are deleted. Safe to run concurrently: each step is a
 * guarded update, and only the worker whose update succeeded deletes objects.
 */
export async function sweepUploads(deps: RetentionDeps, context: Context): Promise<SweepCounts> {
  const counts: SweepCounts = { expired: 0, prolonged: 0, verifying: 0, deleted: 0, skipped: 0 };
  const sweep = { deps, context, counts };
  await each(
    (afterId) => listIdleSessions(deps.db, { limit: PAGE, afterId }),
    ({ session }) => session.sessionId,
    (idle) => orSkip(sweep, idle.document, () => settleSession(sweep, idle)),
  );
  const times = { graceSeconds: deps.env.UPLOAD_SESSION_SECONDS, pendingSeconds: PENDING_SECONDS };
  await each(
    (afterId) => listIdleUploads(deps.db, { ...times, limit: PAGE, afterId }),
    ({ docId }) => docId,
    (document) => orSkip(sweep, document, () => settleUpload(sweep, document)),
  );
  return counts;
}

interface Sweep {
  readonly deps: RetentionDeps;
  readonly context: Context;
  readonly counts: SweepCounts;
}

async function each<T>(
  list: (afterId: string) => Promise<T[]>,
  idOf: (item: T) => string,
  work: (item: T) => Promise<void>,
): Promise<void> {
  for (let afterId = ''; ; ) {
    const page = await list(afterId);
    for (const item of page) {
      await work(item);
      afterId = idOf(item);
    }
    if (page.length < PAGE) return;
  }
}

/** An upload that cannot be checked, as when its storage is down, waits for the next run; nothing is assumed to be missing. */
async function orSkip({ context, counts }: Sweep, { docId }: Document, work: () => Promise<void>): Promise<void> {
  context.stopping.throwIfAborted();
  try {
    await work();
  } catch (thrown) {
    context.stopping.throwIfAborted();
    const error = databaseError(thrown);
    counts.skipped++;
    context.logger.warn(
      { doc_id: docId, code: error.code, reason: error.message },
      'could not check an idle upload yet',
    );
  }
}

const patiently = async <T>({ context }: Sweep, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const timeout = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await work(AbortSignal.any([context.stopping, timeout]));
  } catch (error) {
    if (error !== timeout.reason) throw error;
    throw new AppError('STORAGE_UNAVAILABLE', 'The storage did not answer in time.', { retryable: true, cause: error });
  }
};

async function settleSession(sweep: Sweep, { session, document }: IdleSession): Promise<void> {
  const { deps, counts } = sweep;
  const chunks = await listChunks(deps.db, document.docId);
  const sights = await Promise.all(chunks.map((chunk) => look(sweep, chunk)));
  if (document.uploadStatus === 'UPLOAD_URL_GENERATED' && chunks.length > 0 && sights.every(({ there }) => there)) {
    for (const { chunk } of sights) await markChunkArrived(deps.db, chunk);
    return verify(sweep, document);
  }
  const newest = Math.max(0, ...sights.map(({ object }) => object?.lastModified.getTime() ?? 0));
  const life = deps.env.UPLOAD_SESSION_SECONDS * 1_000;
  // Counted from now at the latest, even if the storage's clock is ahead.
  const began = document.announcedAt?.getTime() ?? session.createdAt.getTime();
  const until = new Date(Math.min(Math.min(newest, Date.now()) + life, began + deps.env.UPLOAD_LIFE_SECONDS * 1_000));
  if (until.getTime() > Date.now() && (await prolongSession(deps.db, { sessionId: session.sessionId, until }))) {
    counts.prolonged++;
    return;
  }
  const left = await expireSession(deps.db, { session, reason: REASON });
  if (left) await cleanUp(sweep, document, left);
}

interface Sight {
  readonly chunk: StoredChunk;
  /** The object, if it was found; not looked up for chunks that are known to have arrived. */
  readonly object?: ObjectInfo | undefined;
  readonly there: boolean;
}

async function look(sweep: Sweep, chunk: StoredChunk): Promise<Sight> {
  const { server, s3Key, chunkSize, chunkHash, status } = chunk;
  if (status === 'completed') return { chunk, there: true };
  const storage = sweep.deps.servers.storageOf(server);
  const object = await onServer(server, () => patiently(sweep, (signal) => storage.head(s3Key, { signal })));
  return { chunk, object, there: isIt(object, { size: chunkSize, sha256: chunkHash }) };
}

/** Whether it has the announced size, and the announced hash if the storage reports one. */
const isIt = (object: ObjectInfo | undefined, { size, sha256 }: { size: number | null; sha256: string | null }) =>
  object?.sizeBytes === size && (object?.sha256 === undefined || sha256 === null || object.sha256 === sha256);

async function settleUpload(sweep: Sweep, document: Document): Promise<void> {
  const { db, storage } = sweep.deps;
  const { s3Key, storage: kind, uploadStatus, fileSizeBytes: size, docHash256: sha256 } = document;
  if (kind === 'single' && uploadStatus === 'UPLOAD_URL_GENERATED') {
    const object = await patiently(sweep, (signal) => storage.head(s3Key, { signal }));
    if (isIt(object, { size, sha256 })) return verify(sweep, document);
  }
  const freshKey = freshDocumentKey(storage.env, document.accountId, document.docId);
  const left = await expireUpload(db, { idle: document, reason: REASON, freshKey });
  if (!left) return;
  await cleanUp(sweep, document, left);
  await patiently(sweep, (signal) => storage.delete(s3Key, { signal })).catch((error) =>
    warnOfObject(sweep, document, s3Key, error),
  );
}

async function verify({ deps, context, counts }: Sweep, document: Document): Promise<void> {
  const { docId, accountId } = document;
  if (!(await beginVerifying(deps.db, document))) return;
  counts.verifying++;
  context.logger.info({ doc_id: docId }, 'all bytes of an idle upload have arrived; verifying it');
  await deps.queues
    .requeue('verify-document', { doc_id: docId }, { jobId: docId, accountId })
    .catch((error) => warnOfQueue(context.logger, docId, error));
}

const warnOfQueue = (logger: Logger, docId: string, error: unknown): void =>
  logger.warn({ err: error, doc_id: docId }, 'could not enqueue the verification yet');

/** Objects that cannot be deleted now have no row, so the orphan sweep finds them. */
async function cleanUp({ deps, context, counts }: Sweep, document: Document, left: readonly StoredChunk[]) {
  const { docId } = document;
  counts.expired++;
  deps.metrics.uploadFailed(document, 'UPLOAD_EXPIRED');
  for (const { server, s3Key } of left) {
    try {
      await deps.servers.storageOf(server).delete(s3Key, { signal: context.stopping });
      counts.deleted++;
    } catch (error) {
      warnOfObject({ context }, { docId }, s3Key, error);
    }
  }
}

function warnOfObject(
  { context }: Pick<Sweep, 'context'>,
  { docId }: Pick<Document, 'docId'>,
  key: string,
  error: unknown,
) {
  context.stopping.throwIfAborted();
  const { code, message: reason } = databaseError(error);
  context.logger.warn({ doc_id: docId, key, code, reason }, 'could not delete an object of an expired upload');
}
