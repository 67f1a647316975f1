import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStorage } from '../create-storage.ts';
import { bytesOf, piecesOf, sha256Of } from '../testing/bytes.ts';
import { errorOf } from '../testing/conformance/context.ts';
import { FaultProxy } from '../testing/fault-proxy.ts';
import { storageFixture, testLogger } from '../testing/fixture.ts';
import { BLOCK_BYTES, BlockHasher } from './block-hasher.ts';
import { hashObject } from './hash-object.ts';

const { storage, config, remove } = storageFixture();
const bytes = bytesOf(6 * BLOCK_BYTES + 77, 31);

beforeAll(async () => {
  await storage.ensureBucket();
  await storage.putStream('object', piecesOf(bytes), { contentType: 'text/csv' });
  await storage.putStream('empty', piecesOf(Buffer.alloc(0)), { contentType: 'text/csv' });
});
afterAll(() => remove());

describe('hashObject', () => {
  it('hashes an object as a whole and block by block', async () => {
    const hasher = new BlockHasher();
    hasher.update(bytes);
    const hashes = await hashObject({ storage, key: 'object' });
    expect(hashes).toEqual(hasher.finish());
    expect([hashes.sizeBytes, hashes.sha256]).toEqual([bytes.length, sha256Of(bytes)]);
  });

  it('hashes an empty object', async () => {
    const { sizeBytes, sha256, blockHashes } = await hashObject({ storage, key: 'empty' });
    expect([sizeBytes, sha256, blockHashes.length]).toEqual([0, sha256Of(Buffer.alloc(0)), 0]);
  });

  it('passes every byte in order, waiting for onData after each piece', async () => {
    const given: Uint8Array[] = [];
    let busy = 0;
    const onData = async (chunk: Uint8Array) => {
      busy += 1;
      expect(busy).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      given.push(Buffer.from(chunk));
      busy -= 1;
    };
    await hashObject({ storage, key: 'object', onData });
    expect(Buffer.concat(given).equals(bytes)).toBe(true);
  });

  it('fails with what onData throws, and drops the connection', async () => {
    const proxy = await FaultProxy.start(config.endpoint as string);
    const far = createStorage({ ...config, endpoint: proxy.endpoint }, testLogger);
    const reason = new Error('not a table');
    const onData = () => {
      throw reason;
    };
    expect(await errorOf(hashObject({ storage: far, key: 'object', onData }))).toBe(reason);
    await proxy.idle();
    far.close();
    await proxy.close();
  });

  it('fails like getStream for a missing object and an aborted signal', async () => {
    expect(await errorOf(hashObject({ storage, key: 'none' }))).toMatchObject({ code: 'STORAGE_NOT_FOUND' });
    const reason = new Error('cancelled');
    const stop = new AbortController();
    const hashing = hashObject({ storage, key: 'object', signal: stop.signal, onData: () => stop.abort(reason) });
    expect(await errorOf(hashing)).toBe(reason);
  });
});
