import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, collect, piecesOf } from '../testing/bytes.ts';
import { serverPlaceOf, storeChunks } from '../testing/chunked.ts';
import { errorOf } from '../testing/conformance/context.ts';
import { FaultProxy } from '../testing/fault-proxy.ts';
import { storageFixture, testLogger } from '../testing/fixture.ts';
import { BLOCK_BYTES } from './block-hasher.ts';
import { planChunks } from './plan.ts';
import { type ReadChunkedOptions, readChunked } from './read-chunked.ts';
import { createStorageServers, type StorageServers } from './servers.ts';
import type { ChunkPlace, ServerPlace } from './types.ts';

const type = { contentType: 'application/octet-stream' };
/** Milliseconds; well before the client times out on a silent connection. */
const SOON = 20_000;
const [one, two] = [storageFixture(), storageFixture()];
const servers = createStorageServers({ config: one.config, main: one.storage, logger: testLogger });
const places = [serverPlaceOf(one.config, 'one'), serverPlaceOf(two.config, 'two')];

/** Six chunks of a little more than two blocks each; the size is not a multiple of six. */
const bytes = bytesOf(6 * (2 * BLOCK_BYTES + 1_000) + 5, 11);
const plan = planChunks(bytes.length);
const chunkSizes = plan.map(({ size }) => size);
const offsets = plan.map(({ offset }) => offset);
let chunks: ChunkPlace[] = [];

beforeAll(async () => {
  await Promise.all(places.map((place) => servers.storageOf(place).ensureBucket()));
});
beforeEach(async () => {
  chunks = await storeChunks(servers, places, bytes);
});
afterAll(async () => {
  servers.close();
  await Promise.all([one.remove(), two.remove()]);
});

const open = (options: Partial<ReadChunkedOptions> = {}) =>
  readChunked({
    servers,
    sizeBytes: bytes.length,
    chunkSizes,
    locate: async (n) => chunks[n] as ChunkPlace,
    ...options,
  });
const read = async (options: Partial<ReadChunkedOptions> = {}) => collect((await open(options)).body);
const storageOf = (n: number) => servers.storageOf((chunks[n] as ChunkPlace).server);
const overwrite = (n: number, body: Uint8Array) =>
  storageOf(n).putStream((chunks[n] as ChunkPlace).s3Key, piecesOf(body), type);
const chunkBytes = (n: number) =>
  Buffer.from(bytes.subarray(offsets[n], (offsets[n] as number) + (chunkSizes[n] as number)));

/** Expects a read that fails after yielding only correct bytes, up to offset `atMost`; returns its error. */
async function expectTrueUntil(options: Partial<ReadChunkedOptions>, atMost: number): Promise<unknown> {
  const given: Uint8Array[] = [];
  const error = await errorOf(
    (async () => {
      for await (const chunk of (await open(options)).body) given.push(chunk as Uint8Array);
    })(),
  );
  const all = Buffer.concat(given);
  const start = options.start ?? 0;
  expect(all.equals(bytes.subarray(start, start + all.length))).toBe(true);
  expect(start + all.length).toBeLessThanOrEqual(atMost);
  return error;
}

describe('reading a chunked document', () => {
  it('joins the chunks', async () => {
    const { body, sizeBytes, bodyBytes } = await open();
    expect([sizeBytes, bodyBytes]).toEqual([bytes.length, bytes.length]);
    expect((await collect(body)).equals(bytes)).toBe(true);
  });

  const last = bytes.length - 1;
  const second = offsets[1] as number;
  const ranges: [string, number | undefined, number | undefined][] = [
    ['the first byte', 0, 0],
    ['the last byte', last, last],
    ['the last byte, with an open end', last, undefined],
    ['up to the end for a range past it', last - 10, last + 1_000],
    ['the whole document, by an explicit range', 0, last],
    ['within a block', 10, 20],
    ['exactly one block', 0, BLOCK_BYTES - 1],
    ['across a block boundary', BLOCK_BYTES - 1, BLOCK_BYTES],
    ['from a block boundary on', BLOCK_BYTES, BLOCK_BYTES],
    ['the last byte of a chunk', second - 1, second - 1],
    ['the first byte of a chunk', second, second],
    ['across a chunk boundary', second - 1, second],
    ['exactly one chunk', second, (offsets[2] as number) - 1],
    ['the short last block of a chunk', second - 1_000, second - 1],
    ['from one chunk through the next into a third', second - 5, (offsets[2] as number) + 5],
    ['all but the first and last byte', 1, last - 1],
  ];
  it.each(ranges)('returns %s', async (_name, start, end) => {
    const expected = bytes.subarray(start, (end ?? last) + 1);
    const { body, sizeBytes, bodyBytes } = await open({ start, end });
    expect([sizeBytes, bodyBytes]).toEqual([bytes.length, expected.length]);
    expect((await collect(body)).equals(expected)).toBe(true);
  });

  it.each([
    [bytes.length, undefined],
    [-1, undefined],
    [5, 4],
    [0.5, undefined],
  ])('refuses the range %s to %s', async (start, end) => {
    expect(await errorOf(open({ start, end }))).toBeInstanceOf(RangeError);
  });

  it('refuses chunk sizes that do not add up to the document', async () => {
    expect(await errorOf(open({ sizeBytes: bytes.length + 1 }))).toBeInstanceOf(RangeError);
  });

  it('locates only the chunks that it needs', async () => {
    const asked: number[] = [];
    const locate = async (n: number) => {
      asked.push(n);
      return chunks[n] as ChunkPlace;
    };
    await read({ start: second, end: offsets[3] as number, locate });
    expect(asked).toEqual([1, 2, 3]);
  });

  it('fails with DOCUMENT_NOT_READY before the verification', async () => {
    chunks = chunks.map((chunk) => ({ ...chunk, blockHashes: null }));
    expect(await errorOf(open())).toMatchObject({ code: 'DOCUMENT_NOT_READY' });
  });

  it('fails with the error of `locate`, for the first chunk and for later ones', async () => {
    const reason = new Error('no such row');
    const failing = (from: number) => async (n: number) => {
      if (n >= from) throw reason;
      return chunks[n] as ChunkPlace;
    };
    expect(await errorOf(open({ locate: failing(0) }))).toBe(reason);
    expect(await expectTrueUntil({ locate: failing(2) }, offsets[2] as number)).toBe(reason);
  });
});

describe('a chunk that is damaged in storage', () => {
  const damagedAt = (n: number, block: number, byte: number) => {
    const body = chunkBytes(n);
    const at = block * BLOCK_BYTES + byte;
    body[at] = (body[at] as number) ^ 1;
    return overwrite(n, body);
  };

  it.each([0, 1, 2])('is detected before any byte of its block %i is returned', async (block) => {
    await damagedAt(3, block, 17);
    const error = await expectTrueUntil({}, (offsets[3] as number) + block * BLOCK_BYTES);
    const context = { chunkNumber: 3, serverId: places[1]?.serverId };
    expect(error).toMatchObject({ code: 'DOCUMENT_DAMAGED', retryable: false, context });
    expect((error as Error).message).toContain('Chunk 3 of 6 on storage server two');
  });

  it('is detected before the promise resolves if its first block is damaged', async () => {
    await damagedAt(0, 0, 0);
    expect(await errorOf(open())).toMatchObject({ code: 'DOCUMENT_DAMAGED' });
  });

  it('is detected by a range that reads other bytes of the same block', async () => {
    await damagedAt(1, 1, BLOCK_BYTES - 1);
    const start = (offsets[1] as number) + BLOCK_BYTES;
    expect(await errorOf(open({ start, end: start }))).toMatchObject({ code: 'DOCUMENT_DAMAGED' });
  });

  it('can still be read up to the damaged block', async () => {
    await damagedAt(1, 1, 0);
    const end = (offsets[1] as number) + BLOCK_BYTES - 1;
    expect((await read({ end })).equals(bytes.subarray(0, end + 1))).toBe(true);
  });

  it.each<[string, (body: Buffer) => Buffer]>([
    ['truncated', (body) => body.subarray(0, -1)],
    ['truncated to its first block', (body) => body.subarray(0, BLOCK_BYTES)],
    ['empty', () => Buffer.alloc(0)],
    ['longer', (body) => Buffer.concat([body, Buffer.from('x')])],
  ])('is detected when it is %s', async (_name, change) => {
    await overwrite(2, change(chunkBytes(2)));
    const error = await expectTrueUntil({}, offsets[2] as number);
    expect(error).toMatchObject({ code: 'DOCUMENT_DAMAGED', context: { chunkNumber: 2 } });
    const start = (offsets[3] as number) - 1;
    expect(await errorOf(open({ start }))).toMatchObject({ code: 'DOCUMENT_DAMAGED', context: { chunkNumber: 2 } });
  });

  it('is detected when its object is missing', async () => {
    await storageOf(4).delete((chunks[4] as ChunkPlace).s3Key);
    const error = await expectTrueUntil({}, offsets[4] as number);
    expect(error).toMatchObject({ code: 'DOCUMENT_DAMAGED', context: { chunkNumber: 4 } });
    expect((error as Error).message).toBe('Chunk 4 of 6 on storage server one is missing.');
  });
});

describe('a chunk that moves while it is read', () => {
  /** Moves chunk `n` to the other server and deletes it at its old location. */
  async function move(n: number): Promise<void> {
    const old = chunks[n] as ChunkPlace;
    const server = places.find(({ serverId }) => serverId !== old.server.serverId) as ServerPlace;
    const s3Key = `${old.s3Key}-moved`;
    await servers.storageOf(server).putStream(s3Key, piecesOf(chunkBytes(n)), type);
    chunks[n] = { ...old, server, s3Key };
    await servers.storageOf(old.server).delete(old.s3Key);
  }

  it('is read from its new location when it moves between locating and opening', async () => {
    const moved = new Set<number>();
    const locate = async (n: number) => {
      const place = chunks[n] as ChunkPlace;
      if (!moved.has(n)) await move(n);
      moved.add(n);
      return place;
    };
    expect((await read({ locate })).equals(bytes)).toBe(true);
    expect(moved.size).toBe(6);
  });

  it('continues with the same block when it moves in the middle of it', async () => {
    // The server goes silent after the first block; when it is back, the object is gone.
    const proxy = await FaultProxy.start(one.config.endpoint as string);
    try {
      const [first] = chunks as [ChunkPlace];
      chunks[0] = { ...first, server: { ...first.server, endpoint: proxy.endpoint } };
      const located: string[] = [];
      const locate = async (n: number) => {
        located.push((chunks[n] as ChunkPlace).s3Key);
        return chunks[n] as ChunkPlace;
      };
      proxy.set({ stallDownAfter: BLOCK_BYTES + 200_000 });
      const { body } = await open({ locate, end: (chunkSizes[0] as number) - 1 });
      const all = collect(body);
      await proxy.struck(1);
      await move(0);
      await proxy.down();
      await proxy.up();
      expect((await all).equals(chunkBytes(0))).toBe(true);
      expect(located).toEqual([first.s3Key, `${first.s3Key}-moved`]);
    } finally {
      await proxy.close();
    }
  });

  it('is given up when it keeps moving', async () => {
    let asked = 0;
    const locate = async (n: number) => {
      asked += 1;
      return { ...(chunks[n] as ChunkPlace), s3Key: `test/nowhere/${asked}` };
    };
    expect(await errorOf(open({ locate }))).toMatchObject({ code: 'DOCUMENT_DAMAGED' });
    expect(asked).toBeLessThan(10);
  });
});

describe('a storage server that is unreachable', () => {
  let proxy: FaultProxy;
  let far: ServerPlace;
  let patient: StorageServers;
  beforeEach(async () => {
    proxy = await FaultProxy.start(two.config.endpoint as string);
    far = { ...(places[1] as ServerPlace), name: 'far', endpoint: proxy.endpoint };
    const config = { ...one.config, maxAttempts: 3 };
    patient = createStorageServers({ config, main: one.storage, logger: testLogger });
    chunks = chunks.map((chunk) => (chunk.server === places[1] ? { ...chunk, server: far } : chunk));
  });
  afterEach(async () => {
    patient.close();
    await proxy.close();
  });

  it('is named in the error after the preceding bytes, and nothing counts as damaged', async () => {
    await proxy.down();
    const error = await expectTrueUntil({ servers: patient }, offsets[1] as number);
    const context = { serverId: far.serverId, server: 'far' };
    expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true, context });
    expect((error as Error).message).toMatch(/^Storage server far: .*ECONNREFUSED/);
  });

  it('is named in the error when it goes down in the middle of a block', async () => {
    proxy.set({ stallDownAfter: BLOCK_BYTES + BLOCK_BYTES / 2 });
    const reading = expectTrueUntil(
      { servers: patient, start: offsets[1] as number },
      (offsets[1] as number) + BLOCK_BYTES,
    );
    await proxy.struck(1);
    await proxy.down();
    expect(await reading).toMatchObject({ code: 'STORAGE_UNAVAILABLE', context: { server: 'far' } });
  });

  it('does not matter once the chunk has moved: reading continues at the new location', async () => {
    const near = places[0] as ServerPlace;
    const s3Key = `${(chunks[1] as ChunkPlace).s3Key}-moved`;
    await servers.storageOf(near).putStream(s3Key, piecesOf(chunkBytes(1)), type);
    proxy.set({ stallDownAfter: BLOCK_BYTES + BLOCK_BYTES / 2 });
    const reading = read({ servers: patient, start: offsets[1] as number, end: (offsets[2] as number) - 1 });
    await proxy.struck(1);
    chunks[1] = { ...(chunks[1] as ChunkPlace), server: near, s3Key };
    await proxy.down();
    expect((await reading).equals(chunkBytes(1))).toBe(true);
  });

  it('is tried again after a lost connection, and the bytes are correct', async () => {
    proxy.set({ cutDownAfter: BLOCK_BYTES / 2 });
    expect((await read({ servers: patient })).equals(bytes)).toBe(true);
  });

  it('is asked once more for a block that was corrupted in transit', async () => {
    const start = offsets[1] as number;
    const end = start + 3 * BLOCK_BYTES;
    proxy.set({ flipDownAt: BLOCK_BYTES + 5_000, times: 1 });
    expect((await read({ servers: patient, start, end })).equals(bytes.subarray(start, end + 1))).toBe(true);
    await proxy.struck(1);
    proxy.set({ flipDownAt: 5_000, times: 2 });
    const error = await expectTrueUntil({ servers: patient, start, end }, start);
    expect(error).toMatchObject({ code: 'DOCUMENT_DAMAGED', context: { chunkNumber: 1 } });
  });

  it('is named in the error when it refuses our keys', async () => {
    const credentials = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'not-the-secret' };
    const config = { ...one.config, credentials };
    const stranger = createStorageServers({ config, main: one.storage, logger: testLogger });
    const error = await errorOf(open({ servers: stranger }));
    expect(error).toMatchObject({ code: 'STORAGE_REFUSED', context: { server: 'one' } });
    stranger.close();
  });

  it.each([true, false])(
    'does not block a reader that stops, nor keep its connection (reading had started: %s)',
    async (reads) => {
      proxy.set({ stallDownAfter: BLOCK_BYTES + 500_000 });
      const { body } = await open({ servers: patient, start: offsets[1] as number });
      if (reads) body.resume();
      await proxy.struck(1);
      body.destroy();
      await proxy.idle();
    },
    SOON,
  );

  it('does not block a reader that is aborted while it waits for the first block', async () => {
    proxy.set({ stallDownAfter: 1_000 });
    const stop = new AbortController();
    const reading = errorOf(open({ servers: patient, start: offsets[1] as number, signal: stop.signal }));
    await proxy.struck(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    expect(await reading).toBe(reason);
    await proxy.idle();
  });

  it.each([true, false])(
    'does not block a reader that is aborted later (reading had started: %s)',
    async (reads) => {
      proxy.set({ stallDownAfter: BLOCK_BYTES + 500_000 });
      const stop = new AbortController();
      const { body } = await open({ servers: patient, start: offsets[1] as number, signal: stop.signal });
      const reading = reads ? errorOf(collect(body)) : undefined;
      await proxy.struck(1);
      const reason = new Error('cancelled');
      stop.abort(reason);
      expect(body.destroyed).toBe(true);
      await proxy.idle();
      expect(await (reading ?? errorOf(collect(body)))).toBe(reason);
    },
    SOON,
  );

  it('is not contacted when the signal is already aborted', async () => {
    const reason = new Error('cancelled');
    expect(await errorOf(open({ signal: AbortSignal.abort(reason) }))).toBe(reason);
  });
});
