import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStorage } from './create-storage.ts';
import type { StorageConfig } from './env.ts';
import type { Storage } from './storage.ts';
import { bytesOf, collect, piecesOf, sha256Of } from './testing/bytes.ts';
import { errorOf, expectNoOpenUpload, expectNothingAt } from './testing/conformance/context.ts';
import { FaultProxy } from './testing/fault-proxy.ts';
import { storageFixture, testLogger } from './testing/fixture.ts';

const MIB = 1024 * 1024;
const type = { contentType: 'text/csv' };
const direct = storageFixture();
const { partBytes } = direct.config;

let proxy: FaultProxy;
const opened: Storage[] = [];

/** The same bucket, through the proxy. */
function faulty(changes: Partial<StorageConfig> = {}): Storage {
  const storage = createStorage({ ...direct.config, endpoint: proxy.endpoint, ...changes }, testLogger);
  opened.push(storage);
  return storage;
}

beforeAll(() => direct.storage.ensureBucket());
afterAll(() => direct.remove());
beforeEach(async () => {
  proxy = await FaultProxy.start(direct.config.endpoint as string);
});
afterEach(async () => {
  for (const storage of opened.splice(0)) storage.close();
  await proxy.close();
});

describe('reading over a bad connection', () => {
  const bytes = bytesOf(12 * MIB, 7);
  beforeAll(() => direct.storage.putStream('big', piecesOf(bytes), type));
  const read = async (storage: Storage, options = {}) => collect((await storage.getStream('big', options)).body);

  it('resumes where the body was interrupted', async () => {
    proxy.set({ cutDownAfter: 3 * MIB, times: 1 });
    expect((await read(faulty())).equals(bytes)).toBe(true);
  });

  it('resumes repeatedly when every connection breaks after a megabyte', async () => {
    proxy.set({ cutDownAfter: MIB });
    expect((await read(faulty({ maxAttempts: 3 }))).equals(bytes)).toBe(true);
  });

  it('resumes within a range', async () => {
    proxy.set({ cutDownAfter: MIB });
    const part = await read(faulty(), { start: 1_000, end: 4 * MIB });
    expect(part.equals(bytes.subarray(1_000, 4 * MIB + 1))).toBe(true);
  });

  it('resumes when the server goes silent', async () => {
    proxy.set({ stallDownAfter: 2 * MIB, times: 2 });
    expect((await read(faulty({ requestTimeoutMs: 300 }))).equals(bytes)).toBe(true);
  });

  it('survives a reader that is slower than the request timeout', async () => {
    const { body } = await faulty({ requestTimeoutMs: 100 }).getStream('big');
    const chunks: Buffer[] = [];
    for await (const chunk of body) {
      if (chunks.length === 0) await proxy.idle();
      chunks.push(chunk);
    }
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  it('never joins two versions of an object', async () => {
    await direct.storage.putStream('changing', piecesOf(bytesOf(12 * MIB, 8)), type);
    proxy.set({ cutDownAfter: 3 * MIB, times: 1 });
    const { body } = await faulty().getStream('changing');
    await direct.storage.putStream('changing', piecesOf(bytesOf(12 * MIB, 9)), type);
    const error = await errorOf(collect(body));
    expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
  });

  it('reports an object deleted while it is read', async () => {
    await direct.storage.putStream('going', piecesOf(bytesOf(12 * MIB, 8)), type);
    proxy.set({ cutDownAfter: 3 * MIB, times: 1 });
    const { body } = await faulty().getStream('going');
    await direct.storage.delete('going');
    expect(await errorOf(collect(body))).toMatchObject({ code: 'STORAGE_NOT_FOUND' });
  });

  it('gives up with the real reason when the server stays down', async () => {
    const { body } = await faulty({ maxAttempts: 3 }).getStream('big');
    await proxy.down();
    const error = await errorOf(collect(body));
    expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    expect((error as Error).message).toContain('ECONNREFUSED');
  });

  it('keeps the reason of an abort for a reader that has not started', async () => {
    proxy.set({ stallDownAfter: 2 * MIB });
    const stop = new AbortController();
    const { body } = await faulty().getStream('big', { signal: stop.signal });
    const reason = new Error('cancelled');
    stop.abort(reason);
    await proxy.idle();
    expect(await errorOf(collect(body))).toBe(reason);
  });

  it('drops its connection when the reader stops while the server is silent', async () => {
    proxy.set({ stallDownAfter: bytes.length / 2 });
    const { body } = await faulty().getStream('big');
    let received = 0;
    body.on('data', (chunk: Buffer) => (received += chunk.length));
    await proxy.struck(1);
    // Until all bytes in flight have arrived and the stream waits for more.
    for (let before = -1; before !== received; await delay(100)) before = received;
    body.destroy();
    await proxy.idle();
  });

  it('drops its connection when the reader stops', async () => {
    const { body } = await faulty().getStream('big');
    body.destroy();
    await proxy.idle();
  });
});

describe('writing over a bad connection', () => {
  const bytes = bytesOf(3 * partBytes + 17, 3);
  const inAnHour = () => new Date(Date.now() + 3_600_000);
  const expectStored = async (storage: Storage, at: string, body = bytes) => {
    const put = await storage.putStream(at, piecesOf(body), type);
    expect(put).toMatchObject({ sizeBytes: body.length, sha256: sha256Of(body) });
    expect((await collect((await direct.storage.getStream(at)).body)).equals(body)).toBe(true);
  };
  const expectWhole = async (storage: Storage, at: string, body = bytes) => {
    await expectStored(storage, at, body);
    await expectNoOpenUpload(direct.storage, at);
  };
  /** An upload whose creation response was lost belongs to no process, so the sweep must remove it. */
  const expectWholeOnceSwept = async (storage: Storage, at: string) => {
    await expectStored(storage, at);
    await direct.storage.abortStaleUploads(at, inAnHour());
    await expectNoOpenUpload(direct.storage, at);
    expect(await direct.storage.head(at)).toBeDefined();
  };

  it.each([1_000, MIB, 2 * partBytes])('resends what was reset after %i bytes', async (cutUpAfter) => {
    proxy.set({ cutUpAfter, times: 2 });
    await expectWhole(faulty(), `reset-${cutUpAfter}`);
  });

  it('resends a small body', async () => {
    proxy.set({ cutUpAfter: 500, times: 2 });
    await expectWhole(faulty(), 'small', bytesOf(10_000));
  });

  it.each([0, 20, 100, 300])('survives responses that break off after %i bytes', async (cutDownAfter) => {
    proxy.set({ cutDownAfter, times: 5 });
    await expectWholeOnceSwept(faulty(), `answers-${cutDownAfter}`);
  });

  it('survives a server that goes silent', async () => {
    proxy.set({ stallDownAfter: 0, times: 3 });
    await expectWholeOnceSwept(faulty({ requestTimeoutMs: 1_000 }), 'silent');
  });

  it('works at 200 ms of latency', async () => {
    proxy.set({ delayMs: 200 });
    await expectWhole(faulty(), 'latency', bytesOf(partBytes + 1));
  });

  it('survives eight refused connections', async () => {
    proxy.set({ refuse: true, times: 8 });
    await expectWhole(faulty({ maxAttempts: 20 }), 'refused');
  });

  it('resumes when the server comes back after three seconds', async () => {
    await proxy.down();
    setTimeout(() => void proxy.up(), 3_000);
    await expectWhole(faulty({ maxAttempts: 100, retryCapMs: 500 }), 'back');
  });

  it('resumes when the server restarts in the middle of forty bodies', async () => {
    const storage = faulty({ maxAttempts: 100, retryCapMs: 500 });
    proxy.set({ cutUpAfter: partBytes / 2, times: 1 });
    const all = Array.from({ length: 40 }, (_, index) => expectWhole(storage, `crowd-${index}`, bytesOf(partBytes, 1)));
    const restart = async () => {
      await proxy.struck(1);
      await proxy.down();
      await proxy.up();
    };
    await Promise.all([...all, restart()]);
  });

  it('reports why it gave up, and leaves nothing', async () => {
    const storage = faulty({ maxAttempts: 3 });
    const body = async function* () {
      yield bytes;
      await proxy.down();
      yield bytes;
    };
    const error = await errorOf(storage.putStream('gone', body(), type));
    expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    expect((error as Error).message).toContain(proxy.endpoint);
    expect(await direct.storage.head('gone')).toBeUndefined();
    // The sweep removes what could not be aborted while the server was down.
    await direct.storage.abortStaleUploads('gone', inAnHour());
    await expectNothingAt(direct.storage, 'gone');
  });
});

describe('a server that is down', () => {
  it('is reported as unavailable by every call, with its endpoint', async () => {
    await proxy.down();
    const storage = faulty({ maxAttempts: 3 });
    const calls = [
      storage.check(),
      storage.ensureBucket(),
      storage.head('a'),
      storage.getStream('a'),
      storage.putStream('a', piecesOf(bytesOf(10)), type),
      storage.putStream('a', piecesOf(bytesOf(partBytes + 1)), type),
      storage.delete('a'),
      storage.deletePrefix('a'),
      storage.abortStaleUploads('a', new Date()),
      collect(storage.list('a') as never),
    ];
    for (const error of await Promise.all(calls.map(errorOf))) {
      expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
      expect((error as Error).message).toContain('ECONNREFUSED');
      expect((error as Error).message).toContain(proxy.endpoint);
      expect((error as Error).message).not.toContain(direct.config.credentials?.secretAccessKey);
    }
  });

  it('fails the readiness check when it accepts connections but never responds', async () => {
    proxy.set({ stallDownAfter: 0 });
    expect(await errorOf(faulty().check())).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
  });

  it('does not block a cancelled put', async () => {
    proxy.set({ stallDownAfter: 0 });
    const stop = new AbortController();
    const put = errorOf(faulty().putStream('held', piecesOf(bytesOf(2 * partBytes)), { ...type, signal: stop.signal }));
    await proxy.struck(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    expect(await put).toBe(reason);
  });

  it('does not block a cancelled retry', async () => {
    proxy.set({ refuse: true });
    const stop = new AbortController();
    const storage = faulty({ retryBaseMs: 60_000, retryCapMs: 60_000 });
    const found = errorOf(storage.head('held', { signal: stop.signal }));
    await proxy.struck(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    expect(await found).toBe(reason);
  });
});
