import type { IncomingMessage } from 'node:http';
import { AppError, formatCount } from '@sluice/core';

export const MAX_JSON_BYTES = 1024 * 1024;

const isJsonType = (contentType: string | undefined): boolean =>
  /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '');

export const isJson = (incoming: IncomingMessage): boolean => isJsonType(incoming.headers['content-type']);

const tooLarge = (limit: number): AppError =>
  new AppError(
    'BODY_TOO_LARGE',
    `The body exceeds the limit of ${formatCount(limit)} bytes. Send larger data as a file.`,
  );

/** The client disconnected before its whole body arrived. */
export const uploadIncomplete = (cause?: unknown): AppError =>
  new AppError(
    'UPLOAD_INCOMPLETE',
    'The connection closed before the whole body arrived. Nothing was stored; send it again.',
    { cause },
  );

/** Reads a small body completely. @throws AppError BODY_TOO_LARGE, UPLOAD_INCOMPLETE */
export async function readBody(incoming: IncomingMessage, limit = MAX_JSON_BYTES): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  const iterator = incoming.iterator({ destroyOnReturn: false });
  try {
    for await (const chunk of iterator as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof AppError ? error : uploadIncomplete(error);
  }
  return Buffer.concat(chunks);
}

/** The body of a route that only accepts JSON; `body` if it was already read. @throws like `readBody`, and
 * UNSUPPORTED_MEDIA_TYPE */
export async function requireJsonBody(incoming: IncomingMessage, body?: Buffer): Promise<Buffer> {
  if (!isJson(incoming)) throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.');
  return body ?? readBody(incoming);
}

/** @throws AppError MALFORMED_REQUEST */
export function parseJsonObject(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new AppError('MALFORMED_REQUEST', 'The body is not valid JSON in UTF-8.', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('MALFORMED_REQUEST', 'The body is not a JSON object.');
  }
  return value as Record<string, unknown>;
}
