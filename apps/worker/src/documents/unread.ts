import { AppError, counted, formatCount, isAppError } from '@sluice/core';
import {
  getChunk,
  getDocumentById,
  listUnreadChunks,
  listUnreadDocuments,
  loseChunk,
  loseDocument,
  recordChunkRead,
  recordDocumentRead,
  type ScrubCursor,
  type UnreadChunk,
  type UnreadDocument,
} from '@sluice/db/documents';
import { hashObject, onServer, type Storage } from '@sluice/storage';
import type { DocumentStores } from '../spool/open-document.ts';

const PAGE = 100;

/** An object that has not been read for a long time: a chunk or a single-object document. */
export interface Unread {
  readonly docId: string;
  readonly accountId: string;
  readonly sizeBytes: number;
  readonly readAt: Date;
  /** For the log. */
  readonly where: { readonly doc_id: string; readonly server: string; readonly chunk?: number };
  /** What is wrong with its bytes, or undefined. @throws AppError STORAGE_UNAVAILABLE, STORAGE_REFUSED */
  read(signal: AbortSignal): Promise<AppError | undefined>;
  /** Whether the row still refers to these bytes. */
  isSame(): Promise<boolean>;
  markRead(): Promise<void>;
  /** False: another process already has. */
  markLost(reason: string): Promise<boolean>;
}

/** Everything last read before `before`, least recently read first. */
export async function* longestUnread(stores: DocumentStores, before: Date): AsyncGenerator<Unread> {
  const { db } = stores;
  const chunks = paged((after) => listUnreadChunks(db, { before, after, limit: PAGE }), unreadChunk.bind(null, stores));
  const wholes = paged(
    (after) => listUnreadDocuments(db, { before, after, limit: PAGE }),
    unreadDocument.bind(null, stores),
  );
  let [chunk, whole] = [await chunks.next(), await wholes.next()];
  while (!chunk.done || !whole.done) {
    const chunkFirst = !chunk.done && (whole.done || chunk.value.readAt <= whole.value.readAt);
    if (chunkFirst && !chunk.done) {
      yield chunk.value;
      chunk = await chunks.next();
    } else if (!whole.done) {
      yield whole.value;
      whole = await wholes.next();
    }
  }
}

async function* paged<Row extends ScrubCursor>(
  list: (after: ScrubCursor | undefined) => Promise<Row[]>,
  unread: (row: Row) => Unread,
): AsyncGenerator<Unread, undefined, undefined> {
  let after: Row | undefined;
  for (;;) {
    const page = await list(after);
    for (const row of page) yield unread(row);
    after = page.at(-1);
    if (page.length < PAGE) return undefined;
  }
}

function unreadChunk({ db, servers }: DocumentStores, chunk: UnreadChunk): Unread {
  const { docId, chunkNumber, server, s3Key, accountId, readAt } = chunk;
  const what = `Chunk ${chunkNumber} on storage server ${server.name}`;
  const right = { sizeBytes: chunk.chunkSize, sha256: chunk.chunkHash };
  return {
    ...{ docId, accountId, readAt, sizeBytes: chunk.chunkSize },
    where: { doc_id: docId, chunk: chunkNumber, server: server.name },
    read: (signal) => onServer(server, () => compare(servers.storageOf(server), s3Key, { what, right, signal })),
    isSame: async () => {
      const now = await getChunk(db, docId, chunkNumber);
      return now?.status === 'completed' && now.serverId === chunk.serverId && now.s3Key === s3Key;
    },
    markRead: () => recordChunkRead(db, chunk),
    markLost: (reason) => loseChunk(db, { docId, chunkNumber, serverId: chunk.serverId, s3Key, reason }),
  };
}

function unreadDocument({ db, storage }: DocumentStores, document: UnreadDocument): Unread {
  const { docId, accountId, s3Key, readAt, docHash256, fileSizeBytes } = document;
  const right = { sizeBytes: fileSizeBytes, sha256: docHash256 };
  return {
    ...{ docId, accountId, readAt, sizeBytes: fileSizeBytes ?? 0 },
    where: { doc_id: docId, server: storage.bucket },
    read: (signal) => compare(storage, s3Key, { what: 'The document', right, signal }),
    isSame: async () => {
      const now = await getDocumentById(db, docId);
      return now?.uploadStatus === 'UPLOAD_COMPLETE' && now.s3Key === s3Key;
    },
    markRead: () => recordDocumentRead(db, document),
    markLost: (reason) => loseDocument(db, { docId, reason }),
  };
}

interface Expected {
  readonly what: string;
  readonly right: { readonly sizeBytes: number | null; readonly sha256: string | null };
  readonly signal: AbortSignal;
}

async function compare(storage: Storage, key: string, { what, right, signal }: Expected) {
  const damaged = (how: string) =>
    new AppError('DOCUMENT_DAMAGED', `${what} ${how}.`, { context: { key, bucket: storage.bucket } });
  try {
    const found = await hashObject({ storage, key, signal });
    if (found.sizeBytes !== right.sizeBytes)
      return damaged(`has ${counted(found.sizeBytes, 'byte')} instead of ${formatCount(right.sizeBytes ?? 0)}`);
    if (found.sha256 !== right.sha256) return damaged(`has the SHA-256 ${found.sha256} instead of ${right.sha256}`);
    return undefined;
  } catch (error) {
    if (isAppError(error) && error.code === 'STORAGE_NOT_FOUND') return damaged('is missing');
    throw error;
  }
}
