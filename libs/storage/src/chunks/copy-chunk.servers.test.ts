import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, collect, piecesOf, sha256Of } from '../testing/bytes.ts';
import { serverPlaceOf, storeChunk } from '../testing/chunked.ts';
import { errorOf, expectNothingAt } from '../testing/conformance/context.ts';
import { FaultProxy } from '../testing/fault-proxy.ts';
import { storageFixture, testLogger } from '../testing/fixture.ts';
import { BLOCK_BYTES } from './block-hasher.ts';
import { copyChunk } from './copy-chunk.ts';
import { createStorageServers } from './servers.ts';
import type { ChunkPlace } from './types.ts';

const [one, two] = [storageFixture(), storageFixture()];
const config = { ...one.config, maxAttempts: 3 };
const servers = createStorageServers({ config, main: one.storage, logger: testLogger });
const [source, target] = [serverPlaceOf(one.config, 'source'), serverPlaceOf(two.config, 'target')];
/** Needs more than one part of a multipart upload. */
const bytes = bytesOf(6 * BLOCK_BYTES + 123, 21);
const { signal } = new AbortController();

beforeAll(async () => {
  await Promise.all([source, target].map((place) => servers.storageOf(place).ensureBucket()));
});
afterAll(async () => {
  servers.close();
  await Promise.all([one.remove(), two.remove()]);
});

const stored = () => storeChunk(servers, source, 2, bytes);
const overwrite = (from: ChunkPlace, body: Uint8Array) =>
  one.storage.putStream(from.s3Key, piecesOf(body), { contentType: 'application/octet-stream' });
const flipped = (at: number) => {
  const body = Buffer.from(bytes);
  body[at] = (body[at] as number) ^ 1;
  return body;
};
const copy = (from: ChunkPlace, to = target) =>
  copyChunk({ servers, from, to: { server: to, s3Key: `${from.s3Key}-copy` }, signal });
const expectCopied = async ({ s3Key }: ChunkPlace) => {
  const copied = await collect((await two.storage.getStream(`${s3Key}-copy`)).body);
  expect(copied.equals(bytes)).toBe(true);
};
const expectNoCopy = ({ s3Key }: ChunkPlace) => expectNothingAt(two.storage, `${s3Key}-copy`);

/** What is known about the chunk: its block hashes, as after verification, or only the hash that the client sent. */
const known: [string, (place: ChunkPlace) => ChunkPlace][] = [
  ['block hashes', (place) => place],
  ['a hash of the whole only', (place) => ({ ...place, blockHashes: null })],
];

describe.each(known)('copying a chunk with %s', (_name, only) => {
  it('stores the same bytes on the other server, and can be repeated', async () => {
    const from = only(await stored());
    await copy(from);
    await copy(from);
    await expectCopied(from);
    expect((await one.storage.head(from.s3Key))?.sizeBytes).toBe(bytes.length);
  });

  it.each([
    ['has a wrong byte in its last block', flipped(bytes.length - 1)],
    ['is shorter', bytes.subarray(0, -1)],
    ['is longer', Buffer.concat([bytes, Buffer.from('x')])],
    ['is empty', Buffer.alloc(0)],
  ])('leaves no copy when the chunk %s', async (_what, body) => {
    const from = only(await stored());
    await overwrite(from, body);
    const context = { chunkNumber: 2, serverId: source.serverId };
    expect(await errorOf(copy(from))).toMatchObject({ code: 'DOCUMENT_DAMAGED', context });
    await expectNoCopy(from);
  });

  it('reports a missing chunk', async () => {
    const from = only(await stored());
    await one.storage.delete(from.s3Key);
    const error = await errorOf(copy(from));
    expect(error).toMatchObject({
      code: 'DOCUMENT_DAMAGED',
      message: 'Chunk 2 of 6 on storage server source is missing.',
    });
    await expectNoCopy(from);
  });

  it('reads the chunk once more when a bit was flipped in transit', async () => {
    const proxy = await FaultProxy.start(one.config.endpoint as string);
    const from = only(await stored());
    proxy.set({ flipDownAt: 5 * BLOCK_BYTES, times: 1 });
    await copy({ ...from, server: { ...source, endpoint: proxy.endpoint } });
    await proxy.struck(1);
    await expectCopied(from);
    await proxy.close();
  });

  it('names the server that goes down, and leaves no copy', async () => {
    const from = only(await stored());
    const proxy = await FaultProxy.start(one.config.endpoint as string);
    proxy.set({ refuse: true });
    const [farSource, farTarget] = [source, target].map((place) => ({ ...place, endpoint: proxy.endpoint }));
    const unavailable = (server: string) => ({ code: 'STORAGE_UNAVAILABLE', retryable: true, context: { server } });
    const copies = [copy({ ...from, server: farSource as typeof source }), copy(from, farTarget)];
    const [reading, writing] = await Promise.all(copies.map(errorOf));
    expect(reading).toMatchObject(unavailable('source'));
    expect(writing).toMatchObject(unavailable('target'));
    await expectNoCopy(from);
    await proxy.close();
  });

  it('stops when aborted, and leaves no copy', async () => {
    const from = only(await stored());
    const proxy = await FaultProxy.start(one.config.endpoint as string);
    proxy.set({ stallDownAfter: 5.5 * BLOCK_BYTES });
    const stop = new AbortController();
    const copying = errorOf(
      copyChunk({
        servers,
        from: { ...from, server: { ...source, endpoint: proxy.endpoint } },
        to: { server: target, s3Key: `${from.s3Key}-copy` },
        signal: stop.signal,
      }),
    );
    await proxy.struck(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    expect(await copying).toBe(reason);
    await proxy.idle();
    await expectNoCopy(from);
    await proxy.close();
  });
});

describe('copying a chunk', () => {
  it('requires at least one hash of the chunk', async () => {
    const from = await stored();
    const unknown = { ...from, chunkHash: null, blockHashes: null };
    expect(await errorOf(copy(unknown))).toMatchObject({ code: 'DOCUMENT_NOT_READY' });
    await expectNoCopy(from);
  });

  it('rejects block hashes that contradict the hash of the whole chunk', async () => {
    const from = { ...(await stored()), chunkHash: sha256Of(Buffer.from('something else')) };
    expect(await errorOf(copy(from))).toMatchObject({ code: 'DOCUMENT_DAMAGED' });
    await expectNoCopy(from);
  });
});
