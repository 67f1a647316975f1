import { AppError, isAppError } from '@sluice/core';

/** The problem says which storage server is missing, since an operator and a patient client can do something about it. */
export function serverAway(name: string, chunkNumber: number | undefined, cause?: unknown): AppError {
  const which = chunkNumber === undefined ? '' : `, which has chunk ${chunkNumber},`;
  const message = `Storage server ${name}${which} does not answer.`;
  return new AppError('STORAGE_UNAVAILABLE', message, {
    retryable: true,
    fields: [{ field: 'storage_server', code: 'unreachable', message }],
    cause,
  });
}

/** An error of reading chunks, with the name of the server where it is one of a server. */
export function namingServerInFields(error: unknown): unknown {
  if (!isAppError(error) || error.code !== 'STORAGE_UNAVAILABLE' || error.fields.length > 0) return error;
  const { server } = error.context;
  return typeof server === 'string' ? serverAway(server, undefined, error) : error;
}
