import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { AppError, formatCount } from '@sluice/core';
import busboy, { type FileInfo } from 'busboy';
import { fileContentType, fileName } from './name-and-type.ts';
import { MAX_JSON_BYTES, uploadIncomplete } from './read-body.ts';

/** The file of a form while it arrives. */
export interface ArrivingFile {
  readonly fileName: string;
  readonly contentType: string;
  /** An upper bound of the file's size: the length of the request, or the largest file that is accepted. */
  readonly expectedBytes: number;
  /** Reads from the socket as fast as it is consumed. Throws an AppError when the upload breaks off. */
  readonly content: AsyncIterable<Uint8Array>;
}

export interface Form<T> {
  /** The text fields by name. */
  readonly fields: ReadonlyMap<string, string>;
  /** The result of `onFile`; undefined when the form had no file. */
  readonly file: T | undefined;
}

export interface FormOptions<T> {
  readonly maxFileBytes: number;
  /** Receives the file as it arrives, with the fields that came before it; an error ends the request. */
  readonly onFile: (file: ArrivingFile, fieldsBefore: ReadonlyMap<string, string>) => Promise<T>;
}

const MAX_FIELDS = 50;
/** Allowance for boundaries, part headers and fields when Content-Length alone is checked against the file limit. */
const OVERHEAD_BYTES = MAX_JSON_BYTES + 64 * 1024;

const fileTooLarge = (limit: number): AppError =>
  new AppError(
    'FILE_TOO_LARGE',
    `The file exceeds the limit of ${formatCount(limit)} bytes. Upload it in chunks with POST /api/v1/upload/request.`,
  );
const malformed = (detail: string, cause?: unknown): AppError => new AppError('MALFORMED_REQUEST', detail, { cause });
const broken = (cause: unknown): AppError => malformed('The multipart body is malformed or incomplete.', cause);
const wrongField = (field: string, message: string): AppError =>
  new AppError('VALIDATION_FAILED', 'The form has invalid fields; see `fields`.', {
    fields: [{ field, code: 'invalid', message }],
  });

/**
 * Streams a multipart/form-data body with one file in the field `file`; fields and file come in any order. Rejects only
 * after `onFile` has settled, so that its cleanup is done by then.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE, MALFORMED_REQUEST, VALIDATION_FAILED, FILE_TOO_LARGE, BODY_TOO_LARGE,
 *   UPLOAD_INCOMPLETE, or what `onFile` throws
 */
export async function readForm<T>(incoming: IncomingMessage, options: FormOptions<T>): Promise<Form<T>> {
  const { maxFileBytes, onFile } = options;
  const parser = openParser(incoming, maxFileBytes);
  const length = Number(incoming.headers['content-length'] ?? 0);
  if (length > maxFileBytes + OVERHEAD_BYTES) throw fileTooLarge(maxFileBytes);
  const expectedBytes = length > 0 ? Math.min(length, maxFileBytes) : maxFileBytes;
  const fields = new Map<string, string>();
  let fieldBytes = 0;
  let content: Readable | undefined;
  let receiving: Promise<T> | undefined;

  const parsed = new Promise<void>((resolve, reject) => {
    parser.on('field', (name, value, { valueTruncated }) => {
      fieldBytes += Buffer.byteLength(value);
      if (valueTruncated || fieldBytes > MAX_JSON_BYTES) {
        return reject(
          new AppError('BODY_TOO_LARGE', `The form fields exceed the limit of ${formatCount(MAX_JSON_BYTES)} bytes.`),
        );
      }
      if (name === 'file') return reject(wrongField('file', 'must be sent as a file, with a file name'));
      if (fields.has(name)) return reject(wrongField(name, 'must not be repeated'));
      fields.set(name, value);
    });
    parser.on('file', (name, stream, info) => {
      stream.on('error', () => {});
      if (name !== 'file' || content) {
        stream.resume();
        return reject(wrongField(name, content ? 'only one file is allowed' : 'send the file in the field "file"'));
      }
      content = stream;
      stream.once('limit', () => stream.destroy(fileTooLarge(maxFileBytes)));
      receiving = onFile({ ...arriving(stream, info), expectedBytes }, fields);
      receiving.catch(reject);
    });
    parser.once('fieldsLimit', () => reject(malformed(`The form has more than ${MAX_FIELDS} fields.`)));
    parser.once('partsLimit', () => reject(malformed('The form has too many parts.')));
    parser.once('error', (error) => reject(broken(error)));
    parser.once('finish', resolve);
    incoming.once('error', (error) => reject(uploadIncomplete(error)));
    const refuseUnlessRead = (): void => {
      if (!incoming.readableEnded) reject(uploadIncomplete());
    };
    incoming.once('close', refuseUnlessRead);
    // A client that has left before this is never heard of again, even if it has sent everything.
    if (incoming.destroyed) refuseUnlessRead();
    incoming.pipe(parser);
  });

  try {
    await parsed;
    return { fields, file: await receiving };
  } catch (error) {
    incoming.unpipe(parser);
    content?.destroy(error instanceof Error ? error : undefined);
    await receiving?.catch(() => {});
    parser.on('error', () => {});
    parser.destroy();
    throw error;
  }
}

function openParser(incoming: IncomingMessage, maxFileBytes: number): busboy.Busboy {
  const contentType = incoming.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(contentType)) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send multipart/form-data with the file in the field "file".');
  }
  try {
    return busboy({
      headers: incoming.headers,
      defParamCharset: 'utf8',
      // busboy emits `limit` as soon as a file reaches it, so its limit is one byte more than ours.
      limits: { fileSize: maxFileBytes + 1, fields: MAX_FIELDS, fieldSize: MAX_JSON_BYTES, parts: MAX_FIELDS + 10 },
    });
  } catch (cause) {
    throw malformed('The multipart Content-Type has no valid boundary.', cause);
  }
}

const arriving = (stream: Readable, info: FileInfo): Omit<ArrivingFile, 'expectedBytes'> => ({
  fileName: fileName(info.filename),
  contentType: fileContentType(info.mimeType),
  content: whole(stream),
});

/** The bytes of the stream. Parser errors become an AppError; a lost client already is one. */
async function* whole(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw error instanceof AppError ? error : broken(error);
  }
}
