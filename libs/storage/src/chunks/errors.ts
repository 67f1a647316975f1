import { AppError, isAppError } from '@sluice/core';
import type { ChunkPlace, ServerPlace } from './types.ts';

/** The error of a chunk with lost or wrong bytes. `what` completes the sentence. */
export function damagedChunk({ chunkNumber, server, s3Key }: ChunkPlace, of: number, what: string): AppError {
  const message = `Chunk ${chunkNumber} of ${of} on storage server ${server.name} ${what}.`;
  const context = { chunkNumber, serverId: server.serverId, server: server.name, s3Key };
  return new AppError('DOCUMENT_DAMAGED', message, { context });
}

export interface DamagedPlace {
  readonly chunkNumber: number;
  readonly serverId: string;
  readonly s3Key: string;
}

/** Where the chunk of `damagedChunk`'s error is; undefined for other errors. */
export function damagedPlace(error: unknown): DamagedPlace | undefined {
  if (!isAppError(error) || error.code !== 'DOCUMENT_DAMAGED') return undefined;
  const { chunkNumber, serverId, s3Key } = error.context;
  if (typeof chunkNumber !== 'number' || typeof serverId !== 'string' || typeof s3Key !== 'string') return undefined;
  return { chunkNumber, serverId, s3Key };
}

const isOfServer = (error: unknown): error is AppError =>
  isAppError(error) &&
  (error.code === 'STORAGE_UNAVAILABLE' || error.code === 'STORAGE_REFUSED') &&
  error.context.serverId === undefined;

/** Adds the name of the storage server to `error` if the server caused it. */
export function namingServer(server: ServerPlace, error: unknown): unknown {
  if (!isOfServer(error)) return error;
  return new AppError(error.code, `Storage server ${server.name}: ${error.message}`, {
    retryable: error.retryable,
    context: { ...error.context, serverId: server.serverId, server: server.name },
    cause: error,
  });
}

/** The result of `work`; a failure of the server names it. */
export async function onServer<T>(server: ServerPlace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw namingServer(server, error);
  }
}
