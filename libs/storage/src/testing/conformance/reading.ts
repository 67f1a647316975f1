import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, collect, piecesOf } from '../bytes.ts';
import { type Context, errorOf } from './context.ts';

export function reading({ storage, key }: Context): void {
  describe('reading', () => {
    const at = key('ranges');
    const bytes = bytesOf(300_000);
    beforeAll(async () => {
      await storage().putStream(at, piecesOf(bytes), { contentType: 'text/csv' });
    });

    it.each([
      ['from a byte on', { start: 299_990 }, 299_990, 300_000],
      ['between two bytes, both included', { start: 10, end: 19 }, 10, 20],
      ['up to a byte', { end: 0 }, 0, 1],
      ['beyond the end, up to the end', { start: 1, end: 9_999_999 }, 1, 300_000],
    ])('returns a range %s', async (_name, options, from, to) => {
      const { body, sizeBytes, bodyBytes } = await storage().getStream(at, options);
      expect((await collect(body)).equals(bytes.subarray(from, to))).toBe(true);
      expect({ sizeBytes, bodyBytes }).toEqual({ sizeBytes: 300_000, bodyBytes: to - from });
    });

    it('refuses a range that starts past the end', async () => {
      const error = await errorOf(storage().getStream(at, { start: 300_000 }));
      expect(error).toMatchObject({ code: 'VALIDATION_FAILED', retryable: false });
    });

    it('reports a missing object', async () => {
      expect(await storage().head(key('none'))).toBeUndefined();
      const error = await errorOf(storage().getStream(key('none')));
      expect(error).toMatchObject({ code: 'STORAGE_NOT_FOUND', retryable: false });
    });

    it('rejects with the reason of a signal that was already aborted', async () => {
      const reason = new Error('enough');
      const signal = AbortSignal.abort(reason);
      expect(await errorOf(storage().getStream(at, { signal }))).toBe(reason);
      expect(await errorOf(storage().head(at, { signal }))).toBe(reason);
      expect(await errorOf(storage().delete(at, { signal }))).toBe(reason);
    });

    it('fails the body with the reason of a signal that aborts while it is read', async () => {
      const stop = new AbortController();
      const reason = new Error('enough');
      const large = key('large');
      await storage().putStream(large, piecesOf(bytesOf(8_000_000)), { contentType: 'text/csv' });
      const { body } = await storage().getStream(large, { signal: stop.signal });
      const read = async () => {
        for await (const _chunk of body) stop.abort(reason);
      };
      expect(await errorOf(read())).toBe(reason);
    });

    it('can stop in the middle, or before the first byte', async () => {
      for (const _round of [1, 2, 3]) {
        const { body } = await storage().getStream(at);
        body.destroy();
        const { body: another } = await storage().getStream(at);
        for await (const _chunk of another) break;
        expect(another.destroyed).toBe(true);
      }
      expect((await collect((await storage().getStream(at)).body)).length).toBe(300_000);
    });
  });
}
