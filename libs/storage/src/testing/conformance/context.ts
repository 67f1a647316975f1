import { expect } from 'vitest';
import type { Storage } from '../../storage.ts';

/** The context of every group of the conformance suite. `storage()` is available while tests run. */
export interface Context {
  readonly storage: () => Storage;
  /** Part size of the implementation. */
  readonly partBytes: number;
  /** A key that no other test uses. */
  readonly key: (name?: string) => string;
}

/** The error that `promise` rejects with; the test fails if it resolves. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('resolved instead of failing'),
    (error: unknown) => error,
  );
}

/** Expects neither an object nor an open upload under `key`. */
export async function expectNothingAt(storage: Storage, key: string): Promise<void> {
  expect(await storage.head(key)).toBeUndefined();
  await expectNoOpenUpload(storage, key);
}

export async function expectNoOpenUpload(storage: Storage, key: string): Promise<void> {
  const inAnHour = new Date(Date.now() + 3_600_000);
  expect(await storage.abortStaleUploads(key, inAnHour)).toBe(0);
}
