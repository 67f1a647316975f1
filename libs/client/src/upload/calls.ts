import type { SluiceClient } from '../client.ts';
import { isSluiceError, SluiceError, type SluiceErrorCode } from '../error.ts';
import { typeOfName } from './plan.ts';
import type { ContentHashes, UploadPart, UploadSource, UploadState } from './types.ts';

/** The three calls of the upload flow. */
export interface UploadCalls {
  request(source: UploadSource, hashes: ContentHashes): Promise<UploadState>;
  get(docId: string): Promise<UploadState>;
  complete(docId: string): Promise<UploadState>;
}

export function uploadCalls(client: SluiceClient, signal: AbortSignal): UploadCalls {
  const call = async (method: string, path: string, body?: unknown): Promise<UploadState> => {
    const json =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await client.send(method, `/api/v1/upload/${path}`, { ...json, signal });
    return (await response.json()) as UploadState;
  };
  return {
    async request({ name, sizeBytes, type }, { sha256, chunkHashes }) {
      const announced = {
        doc_name: name,
        doc_hash_256: sha256,
        file_size: sizeBytes,
        content_type: type || typeOfName(name),
      };
      if (!chunkHashes) return call('POST', 'request', announced);
      try {
        return await call('POST', 'request', { ...announced, chunk_hashes: chunkHashes });
      } catch (error) {
        // The server splits the document differently; it still verifies the hash of the whole.
        if (!isSluiceError(error) || !error.fields.some(({ field }) => field.startsWith('chunk_hashes'))) throw error;
        return call('POST', 'request', announced);
      }
    },
    get: (docId) => call('GET', encodeURIComponent(docId)),
    complete: (docId) => call('POST', `${encodeURIComponent(docId)}/complete`),
  };
}

/** The parts to send; a document that is not chunked is a single part. */
export function partsOf(state: UploadState, sizeBytes: number): UploadPart[] {
  if ('chunks' in state) {
    return state.chunks.map(({ chunk_number, offset, size, status, url, required_headers }) => ({
      number: chunk_number,
      offset,
      sizeBytes: size,
      isThere: status === 'completed',
      url,
      headers: required_headers ?? {},
    }));
  }
  const { s3_presigned_url: url = null, required_headers: headers = null } = 's3_presigned_url' in state ? state : {};
  const isThere = state.status === 'UPLOAD_VERIFYING' || state.status === 'UPLOAD_COMPLETE';
  return [{ number: 0, offset: 0, sizeBytes, isThere, url, headers: headers ?? {} }];
}

/** The error of a failed upload, from its `failure_reason`: `CODE: message`. */
export function failureOf({ failure_reason: reason, trace_id: traceId }: UploadState): SluiceError {
  const [, code = 'UPLOAD_MISMATCH', message = reason ?? 'The server gave no reason.'] =
    /^([A-Z_]+): (.*)$/s.exec(reason ?? '') ?? [];
  return new SluiceError(code as SluiceErrorCode, message, { status: 422, traceId });
}
