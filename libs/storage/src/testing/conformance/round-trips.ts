import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { bytesOf, collect, piecesOf, sha256Of } from '../bytes.ts';
import { type Context, expectNoOpenUpload } from './context.ts';

const type = { contentType: 'application/octet-stream' };

export function roundTrips({ storage, partBytes, key }: Context): void {
  describe('put and get', () => {
    const sizes = [0, 1, 65_536, partBytes - 1, partBytes, partBytes + 1, 2 * partBytes - 1, 2 * partBytes, 40_000_000];
    it.each(sizes)('store %i bytes of unknown length and return them with their size and hash', async (size) => {
      const at = key();
      const bytes = bytesOf(size);
      const put = await storage().putStream(at, piecesOf(bytes), type);
      expect(put).toMatchObject({ sizeBytes: size, sha256: sha256Of(bytes) });
      const { body, ...got } = await storage().getStream(at);
      expect(got).toMatchObject({ sizeBytes: size, bodyBytes: size, etag: put.etag, ...type });
      expect((await collect(body)).equals(bytes)).toBe(true);
      expect(await storage().head(at)).toMatchObject({ key: at, sizeBytes: size, etag: put.etag, ...type });
      await expectNoOpenUpload(storage(), at);
    });

    it('accept pieces of one byte and pieces longer than a part', async () => {
      const bytes = bytesOf(2 * partBytes + 5);
      const whole = async function* () {
        yield bytes.subarray(0, 1);
        yield new Uint8Array(0);
        yield new Uint8Array(bytes.subarray(1));
      };
      const put = await storage().putStream(key(), whole(), type);
      expect(put).toMatchObject({ sizeBytes: bytes.length, sha256: sha256Of(bytes) });
    });

    it('copy a piece before they request the next, so the source may reuse its buffer', async () => {
      const bytes = bytesOf(2 * partBytes + 5);
      const reused = Buffer.alloc(100_003);
      const whole = async function* () {
        for (let at = 0; at < bytes.length; at += reused.length) {
          const length = bytes.copy(reused, 0, at);
          yield reused.subarray(0, length);
        }
      };
      const put = await storage().putStream(key(), whole(), type);
      expect(put).toMatchObject({ sizeBytes: bytes.length, sha256: sha256Of(bytes) });
    });

    it('accept a Node stream', async () => {
      const at = key();
      await storage().putStream(at, Readable.from([Buffer.from('a,b\n'), Buffer.from('1,2\n')]), type);
      expect(String(await collect((await storage().getStream(at)).body))).toBe('a,b\n1,2\n');
    });

    it('refuse text, whose bytes depend on an encoding', async () => {
      const text = Readable.from(['über'], { objectMode: true });
      await expect(storage().putStream(key(), text, type)).rejects.toThrow(TypeError);
    });

    it('keep type, disposition and metadata with any characters, for one part and for several', async () => {
      const metadata = { account: 'a-1', title: 'Größe 100 % – 日本 😀' };
      for (const size of [10, partBytes + 1]) {
        const at = key();
        const options = { contentType: 'text/csv; charset=utf-8', contentDisposition: 'attachment', metadata };
        await storage().putStream(at, piecesOf(bytesOf(size)), options);
        expect(await storage().head(at)).toMatchObject({ contentType: options.contentType, metadata });
      }
    });

    it('report the SHA-256 of a single part without reading it', async () => {
      const at = key();
      const { sha256 } = await storage().putStream(at, piecesOf(bytesOf(1_000)), type);
      expect(await storage().head(at)).toMatchObject({ sha256 });
    });

    it('replace an existing object', async () => {
      const at = key();
      await storage().putStream(at, piecesOf(bytesOf(partBytes + 1)), type);
      await storage().putStream(at, piecesOf(bytesOf(9, 2)), type);
      expect((await collect((await storage().getStream(at)).body)).equals(bytesOf(9, 2))).toBe(true);
    });

    it.each(['é/日本語.csv', "it's (1) *~!+&=?#%25.txt", '😀', 'x//y', '.hidden', 'عربي.csv'])(
      'accept the key %s',
      async (name) => {
        const at = key(name);
        await storage().putStream(at, piecesOf(bytesOf(64)), type);
        expect((await collect((await storage().getStream(at)).body)).equals(bytesOf(64))).toBe(true);
        const found = [];
        for await (const object of storage().list(at)) found.push(object.key);
        expect(found).toEqual([at]);
      },
    );

    it('handle twenty bodies at once', async () => {
      const put = async (seed: number) => {
        const at = key();
        const bytes = bytesOf(seed % 4 === 0 ? partBytes + seed : 1_000 * seed, seed);
        await storage().putStream(at, piecesOf(bytes), type);
        return (await collect((await storage().getStream(at)).body)).equals(bytes);
      };
      const same = await Promise.all(Array.from({ length: 20 }, (_, index) => put(index + 1)));
      expect(same).not.toContain(false);
    });

    it('leave one complete body when five are put under one key at once', async () => {
      const at = key();
      const bodies = [1, 2, 3, 4, 5].map((seed) => bytesOf(partBytes + seed, seed));
      await Promise.all(bodies.map((bytes) => storage().putStream(at, piecesOf(bytes), type)));
      const kept = await collect((await storage().getStream(at)).body);
      expect(bodies.filter((bytes) => bytes.equals(kept))).toHaveLength(1);
      await expectNoOpenUpload(storage(), at);
    });
  });
}
