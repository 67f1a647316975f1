import { createHash } from 'node:crypto';
import { AppError } from '@sluice/core';
import type { Artifact, Produced } from '../artifacts/types.ts';

/** Maximum total size, in bytes, of the artifacts embedded in one report. */
export const INLINE_BYTES = 8 * 1024 * 1024;

export interface Inlined extends Produced {
  readonly contentBase64: string;
}

/** Produces an artifact in memory. @throws AppError FILE_TOO_LARGE beyond `maxBytes`. */
export async function inline(artifact: Artifact, maxBytes: number, signal: AbortSignal): Promise<Inlined> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of artifact.produce()) {
    signal.throwIfAborted();
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) {
      const limit = `${INLINE_BYTES / 1024 / 1024} MiB`;
      const message = `The artifacts of this analysis exceed ${limit} and cannot be embedded in the response. Set upload_to_s3 to true.`;
      throw new AppError('FILE_TOO_LARGE', message);
    }
    chunks.push(Buffer.from(chunk));
  }
  const bytes = Buffer.concat(chunks);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sizeBytes, sha256, contentBase64: bytes.toString('base64') };
}
