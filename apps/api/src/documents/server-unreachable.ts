import { AppError, isAppError } from '@sluice/core';

/** Names the unreachable storage server, so that the operator can fix it and the client knows to retry. */
export function serverUnreachable(name: string, chunkNumber: number | undefined, cause?: unknown): AppError {
  const which = chunkNumber === undefined ? '' : `, which has chunk ${chunkNumber},`;
  const message = `Storage server ${name}${which} is unreachable. Try again later.`;
  return new AppError('STORAGE_UNAVAILABLE', message, {
    retryable: true,
    fields: [{ field: 'storage_server', code: 'unreachable', message }],
    cause,
  });
}

/** An error from reading chunks, with the name of the server where one caused it. */
export function namingServerInFields(error: unknown): unknown {
  if (!isAppError(error) || error.code !== 'STORAGE_UNAVAILABLE' || error.fields.length > 0) return error;
  const { server } = error.context;
  return typeof server === 'string' ? serverUnreachable(server, undefined, error) : error;
}
