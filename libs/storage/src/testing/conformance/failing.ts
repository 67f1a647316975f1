import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { bytesOf, collect, never, piecesOf } from '../bytes.ts';
import { type Context, errorOf, expectNoOpenUpload, expectNothingAt } from './context.ts';

const type = { contentType: 'text/plain' };

export function failing({ storage, partBytes, key }: Context): void {
  const lengths: [string, number][] = [
    ['before the first byte', 0],
    ['within the first part', 1_000],
    ['within the third part', 2 * partBytes + 1_000],
  ];

  describe('a body that fails', () => {
    it.each(lengths)('leaves nothing when it throws %s', async (_name, length) => {
      const at = key();
      const mine = new Error('the source broke');
      const body = async function* () {
        yield* piecesOf(bytesOf(length));
        throw mine;
      };
      expect(await errorOf(storage().putStream(at, body(), type))).toBe(mine);
      await expectNothingAt(storage(), at);
    });

    it('leaves the previous object in place', async () => {
      const at = key();
      await storage().putStream(at, piecesOf(bytesOf(7)), type);
      const body = async function* () {
        yield bytesOf(2 * partBytes);
        throw new Error('the source broke');
      };
      await errorOf(storage().putStream(at, body(), type));
      expect((await collect((await storage().getStream(at)).body)).equals(bytesOf(7))).toBe(true);
      await expectNoOpenUpload(storage(), at);
    });
  });

  describe('an aborted put', () => {
    it.each(lengths)('leaves nothing when aborted %s of a stuck body', async (_name, length) => {
      const at = key();
      const stop = new AbortController();
      const reason = new Error('cancelled');
      const body = async function* () {
        yield* piecesOf(bytesOf(length));
        stop.abort(reason);
        await never();
      };
      expect(await errorOf(storage().putStream(at, body(), { ...type, signal: stop.signal }))).toBe(reason);
      await expectNothingAt(storage(), at);
    });

    it('leaves nothing when aborted before it starts, and does not read the body', async () => {
      const at = key();
      const reason = new Error('cancelled');
      let asked = false;
      const body = async function* () {
        asked = true;
        yield bytesOf(1);
      };
      const signal = AbortSignal.abort(reason);
      expect(await errorOf(storage().putStream(at, body(), { ...type, signal }))).toBe(reason);
      expect(asked).toBe(false);
      await expectNothingAt(storage(), at);
    });

    it('releases its source', async () => {
      const stop = new AbortController();
      const source = Readable.from(piecesOf(bytesOf(3 * partBytes)));
      source.once('data', () => stop.abort());
      source.pause();
      await errorOf(storage().putStream(key(), source, { ...type, signal: stop.signal }));
      expect(source.destroyed).toBe(true);
    });

    it('leaves nothing when aborted while the last part is in flight', async () => {
      const at = key();
      const stop = new AbortController();
      const body = async function* () {
        yield bytesOf(partBytes + 1);
        stop.abort();
      };
      await errorOf(storage().putStream(at, body(), { ...type, signal: stop.signal }));
      await expectNothingAt(storage(), at);
    });
  });
}
