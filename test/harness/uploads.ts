import { Readable } from 'node:stream';
import type { components, SluiceClient, UploadState } from '@sluice/client';
import { nodePut } from '../../apps/cli/src/files/put.ts';
import { waitForState } from './wait-for.ts';

export type UploadRequest = components['schemas']['UploadRequest'];
export type UploadChunk = components['schemas']['UploadChunk'];
/** An upload as the API returns it; only a chunked one has `chunks`. */
export type Upload = UploadState & { readonly chunks?: UploadChunk[] };
export type UploadCalls = ReturnType<typeof uploadCalls>;

/** The bytes of a document, readable any number of times. */
export interface UploadSource {
  readonly sizeBytes: number;
  read(start?: number, end?: number): Iterable<Uint8Array>;
}

/** The single steps of an upload, for suites that act between them; `client.upload` does all of them. */
export function uploadCalls(client: SluiceClient) {
  const pathOf = (docId: string) => ({ params: { path: { docId } } });
  const get = async (docId: string): Promise<Upload> =>
    (await client.GET('/api/v1/upload/{docId}', pathOf(docId))).data;
  return {
    get,
    request: async (body: UploadRequest): Promise<Upload> =>
      (await client.POST('/api/v1/upload/request', { body })).data,
    complete: async (docId: string): Promise<Upload> =>
      (await client.POST('/api/v1/upload/{docId}/complete', pathOf(docId))).data,
    /** Waits until the document is complete or has failed. */
    settled: (docId: string, timeoutMs = 300_000): Promise<Upload> =>
      waitForState(
        `the end of upload ${docId}`,
        () => get(docId),
        ({ status }) => status === 'UPLOAD_COMPLETE' || status === 'UPLOAD_FAILED',
        timeoutMs,
      ),
    /** Sends the missing chunks, `atOnce` in parallel; `onChunk` may throw to stop. */
    sendChunks: async (
      { chunks = [] }: Upload,
      source: UploadSource,
      { atOnce = 2, onChunk = () => {} }: { atOnce?: number; onChunk?: (chunkNumber: number) => void } = {},
    ): Promise<void> => {
      const missing = chunks.filter(({ url }) => url !== null);
      const sender = async () => {
        for (let chunk = missing.shift(); chunk; chunk = missing.shift()) {
          await sendChunk(chunk, source);
          onChunk(chunk.chunk_number);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, sender));
    },
  };
}

/** @throws Error with the storage's response */
async function sendChunk({ url, required_headers, offset, size }: UploadChunk, source: UploadSource): Promise<void> {
  const { status, text } = await nodePut({
    url: url ?? '',
    headers: required_headers ?? {},
    body: Readable.from(source.read(offset, offset + size)),
    sizeBytes: size,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  if (status !== 200) throw new Error(`PUT ${new URL(url ?? '').pathname}: ${status} ${text}`);
}
