import type { Storage } from '../storage.ts';
import { BlockHasher, type BlockHashes } from './block-hasher.ts';

export interface HashObjectOptions {
  readonly storage: Storage;
  readonly key: string;
  readonly signal?: AbortSignal | undefined;
  /** Receives every byte in order; reading pauses while its promise is pending. */
  readonly onData?: (chunk: Uint8Array) => void | Promise<void>;
}

/** Reads an object once and hashes it. Rejects as `Storage.getStream` does, or with what `onData` throws. */
export async function hashObject({ storage, key, signal, onData }: HashObjectOptions): Promise<BlockHashes> {
  const hasher = new BlockHasher();
  const { body } = await storage.getStream(key, { signal });
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    hasher.update(chunk);
    await onData?.(chunk);
  }
  return hasher.finish();
}
