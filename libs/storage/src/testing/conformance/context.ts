import { expect } from 'vitest';
import type { Storage } from '../../storage.ts';

/** The context of every group of the conformance suite. `storage()` is available while tests run. */
export interface Context {
  readonly storage: () => Storage;
  /** The length at which the implementation begins another part. */
  readonly partBytes: number;
  /** A key that no other test uses. */
  readonly key: (name?: string) => string;
}

/** The error as the caller sees it; fails when there is none. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('resolved, where an error was due'),
    (error: unknown) => error,
  );
}

/** Neither an object nor an open upload is left under `key`. */
export async function expectNothingAt(storage: Storage, key: string): Promise<void> {
  expect(await storage.head(key)).toBeUndefined();
  await expectNoOpenUpload(storage, key);
}

export async function expectNoOpenUpload(storage: Storage, key: string): Promise<void> {
  const inAnHour = new Date(Date.now() + 3_600_000);
  expect(await storage.abortStaleUploads(key, inAnHour)).toBe(0);
}
