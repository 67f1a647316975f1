import { storageFixture } from '@sluice/storage/testing';

/** Removes a bucket of a test with all that is in it; one that was never made is fine. */
export async function removeBucket(bucket: string): Promise<void> {
  const fixture = storageFixture({ bucket });
  await fixture.remove().catch(() => {});
}
