import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, HttpError } from './client.ts';

export type UploadState =
  | 'UPLOAD_PENDING'
  | 'UPLOAD_URL_GENERATED'
  | 'UPLOAD_VERIFYING'
  | 'UPLOAD_COMPLETE'
  | 'UPLOAD_FAILED';

export interface UploadChunk {
  readonly chunk_number: number;
  readonly offset: number;
  readonly size: number;
  readonly status: 'pending' | 'uploading' | 'completed' | 'failed';
  readonly url: string | null;
  readonly required_headers: Readonly<Record<string, string>> | null;
  readonly server_unreachable?: boolean;
}

export interface Upload {
  readonly doc_id: string;
  readonly status: UploadState;
  readonly s3_presigned_url?: string | null;
  readonly s3_url_expires_at?: string | null;
  readonly required_headers?: Readonly<Record<string, string>> | null;
  readonly session_id?: string | null;
  readonly expires_at?: string | null;
  readonly chunks?: readonly UploadChunk[];
  readonly failure_reason?: string | null;
  readonly message?: string;
  readonly trace_id?: string;
}

export interface UploadRequest {
  readonly doc_name: string;
  readonly doc_hash_256: string;
  readonly file_size: number;
  readonly content_type?: string;
  readonly chunk_hashes?: readonly string[];
}

/** Bytes of a document by their place, as often as they are asked for. */
export interface UploadSource {
  readonly sizeBytes: number;
  read(start?: number, end?: number): Iterable<Uint8Array>;
}

export type UploadClient = ReturnType<typeof uploadClient>;

/** The calls of the upload flow, for one account. */
export function uploadClient(client: Client) {
  const call = async (method: string, path: string, accepted: readonly number[], body?: unknown) => {
    const response = await client.send(method, `/api/v1/upload${path}`, body === undefined ? {} : { body });
    const text = await response.text();
    if (!accepted.includes(response.status)) throw new HttpError(`${method} /upload${path}`, response.status, text);
    return JSON.parse(text) as Upload;
  };
  const get = (docId: string) => call('GET', `/${docId}`, [200]);
  const complete = (docId: string) => call('POST', `/${docId}/complete`, [200, 202]);

  /** Asks until the document is complete or has failed. */
  const settled = async (docId: string, timeoutMs = 300_000): Promise<Upload> => {
    for (const deadline = Date.now() + timeoutMs; ; await delay(100)) {
      const upload = await get(docId);
      if (upload.status === 'UPLOAD_COMPLETE' || upload.status === 'UPLOAD_FAILED') return upload;
      if (Date.now() > deadline) throw new Error(`${docId} is still ${upload.status} after ${timeoutMs} ms`);
    }
  };

  return {
    get,
    complete,
    settled,
    request: (body: UploadRequest) => call('POST', '/request', [200, 201], body),
    /** Sends the chunks that are not there, `atOnce` of them at a time; `onChunk` may throw to break off. */
    sendChunks: async (
      upload: Upload,
      source: UploadSource,
      { atOnce = 2, onChunk = () => {} }: { atOnce?: number; onChunk?: (chunkNumber: number) => void } = {},
    ): Promise<void> => {
      const missing = (upload.chunks ?? []).filter(({ url }) => url !== null);
      const sender = async () => {
        for (let chunk = missing.shift(); chunk; chunk = missing.shift()) {
          const { url, required_headers, offset, size, chunk_number } = chunk;
          await putTo({
            url: url ?? '',
            headers: required_headers ?? {},
            size,
            body: source.read(offset, offset + size),
          });
          onChunk(chunk_number);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, sender));
    },
  };
}

/** PUTs bytes of known length as they are read. @throws HttpError with the storage's answer */
export async function putTo({
  url,
  headers,
  size,
  body,
}: {
  url: string;
  headers: Readonly<Record<string, string>>;
  size: number;
  body: Iterable<Uint8Array>;
}): Promise<void> {
  const put = request(url, { method: 'PUT', headers: { ...headers, 'content-length': size } });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    put.once('error', reject);
    put.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('error', reject);
    });
  });
  // Whichever fails first is told; the other must not be unhandled.
  const sent = pipeline(Readable.from(body, { objectMode: false }), put);
  sent.catch(() => {});
  const { status, text } = await answered;
  if (status !== 200) throw new HttpError(`PUT ${new URL(url).pathname}`, status, text);
  await sent;
}
