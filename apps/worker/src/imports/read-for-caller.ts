import { AppError } from '@sluice/core';
import { type Document, getDocument, listChunks } from '@sluice/db/documents';
import { checkServers } from '@sluice/storage';
import type { WorkerEnv } from '../env.ts';
import type { DocumentStores } from '../spool/open-document.ts';
import type { ImportDeps } from './types.ts';

/** The worker gives up after this share of the caller's wait, so that the caller still learns why. */
const OWN_SHARE = 0.7;

type ReadingDeps = Pick<ImportDeps, 'db' | 'storage' | 'servers' | 'spool'> & {
  readonly env: Pick<WorkerEnv, 'PREVIEW_WAIT_MS'>;
};

export interface CallerReading {
  readonly document: Document;
  readonly stores: DocumentStores;
  /** Of the spool; removed afterwards. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Reads a document for a caller who waits, as long as there is time.
 * @throws AppError DOCUMENT_NOT_READY, WORKER_TIMEOUT, the error of a storage that does not answer; what `read` throws
 */
export async function readForCaller<T>(
  { db, storage, servers, spool, env }: ReadingDeps,
  { accountId, docId, stopping }: { accountId: string; docId: string; stopping: AbortSignal },
  read: (reading: CallerReading) => Promise<T>,
): Promise<T> {
  const document = await getDocument(db, { accountId, docId });
  if (document?.uploadStatus !== 'UPLOAD_COMPLETE') {
    throw new AppError('DOCUMENT_NOT_READY', 'The document is not completely uploaded yet.');
  }
  const stores = { db, storage, servers };
  const folder = await spool.create();
  const late = AbortSignal.timeout(env.PREVIEW_WAIT_MS * OWN_SHARE);
  try {
    return await read({ document, stores, folder: folder.path, signal: AbortSignal.any([stopping, late]) });
  } catch (error) {
    if (late.aborted && !stopping.aborted) throw await whyLate(stores, document, error);
    throw error;
  } finally {
    await folder.remove();
  }
}

/** The error of the storage that does not answer, if there is one; otherwise reading the file took too long. */
async function whyLate({ db, storage, servers }: DocumentStores, document: Document, cause: unknown): Promise<unknown> {
  const places =
    document.storage === 'single' ? [] : (await listChunks(db, document.docId)).map(({ server }) => server);
  const [own, others] = await Promise.all([
    places.length > 0
      ? undefined
      : storage.check().then(
          () => undefined,
          (error: unknown) => error,
        ),
    checkServers(servers, places),
  ]);
  const down = own ?? others.find(({ error }) => error)?.error;
  if (down !== undefined) return down;
  return new AppError('WORKER_TIMEOUT', 'Reading the file took too long. Try again in a moment.', {
    retryable: true,
    cause,
  });
}
