import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { AppError } from '@sluice/core';
import { contentDisposition, type Storage } from '@sluice/storage';
import type { Artifact, Produced } from '../artifacts/types.ts';
import type { KeptFiles } from './kept-files.ts';
import { UploadStream } from './upload-stream.ts';

export interface Delivery {
  readonly storage: Storage;
  readonly kept: KeptFiles;
  /** Folder for the local copy; on the same file system as `kept`. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Called when all bytes are produced and only S3 is pending. */
  readonly onProduced?: () => void;
}

export interface Delivered extends Produced {
  /** Why the upload to S3 failed; the file is then kept on this machine. */
  readonly failure?: AppError;
}

/** Headers of the object; the same for every delivery. */
export const putOptions = ({ contentType, fileName }: Pick<Artifact, 'contentType' | 'fileName'>) => ({
  contentType,
  contentDisposition: contentDisposition(fileName),
});

/**
 * Streams an artifact to S3 and to a local file while it is produced. The file is kept if the upload fails. Rejects only if
 * the artifact cannot be produced, or with the signal's reason.
 */
export async function deliver(artifact: Artifact, delivery: Delivery): Promise<Delivered> {
  const { storage, kept, folder, signal } = delivery;
  const copy = path.join(folder, artifact.downloadId);
  const broken = new AbortController();
  const upload = new UploadStream(storage, artifact.key, {
    ...putOptions(artifact),
    signal: AbortSignal.any([signal, broken.signal]),
  });
  let produced: Produced;
  try {
    produced = await produceInto(artifact, copy, upload, signal);
  } catch (error) {
    broken.abort(error);
    // Its parts are dropped before anything else writes to that key.
    await upload.finish();
    throw error;
  }
  delivery.onProduced?.();
  const failure = await upload.finish();
  signal.throwIfAborted();
  if (failure) {
    await kept.take(copy, artifact.downloadId);
    return { ...produced, failure };
  }
  await Promise.all([rm(copy, { force: true }), kept.remove(artifact.downloadId)]);
  return produced;
}

async function produceInto(
  artifact: Artifact,
  copy: string,
  upload: UploadStream,
  signal: AbortSignal,
): Promise<Produced> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(copy, 'w');
  try {
    for await (const chunk of artifact.produce()) {
      signal.throwIfAborted();
      hash.update(chunk);
      sizeBytes += chunk.length;
      await Promise.all([writeWhole(file, chunk), upload.write(chunk)]);
    }
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}
