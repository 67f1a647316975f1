import { describe, expect, it, vi } from 'vitest';
import type { PresignedPut } from '../../storage.ts';
import { bytesOf, collect, piecesOf, sha256Of } from '../bytes.ts';
import type { Context } from './context.ts';

const right = Buffer.from('id,name\n1,right\n');
const contentType = 'text/csv';

/** Status codes of a rejection; servers differ. */
const REFUSED = [400, 401, 403, 411];

export function presigned({ storage, key }: Context): void {
  const sign = (at: string, expiresInSeconds = 60, body = right) =>
    storage().presignPut(at, { expiresInSeconds, contentType, sizeBytes: body.length, sha256: sha256Of(body) });
  const send = async (
    { url, requiredHeaders }: PresignedPut,
    body: Buffer = right,
    headers: Record<string, string> = {},
  ) => {
    const answer = await fetch(url, { method: 'PUT', body, headers: { ...requiredHeaders, ...headers } });
    await answer.text();
    return answer.status;
  };

  describe('a presigned PUT', () => {
    it('accepts exactly the bytes that it was signed for', async () => {
      const at = key('é 日本.csv');
      const put = await sign(at);
      expect(put.expiresAt.getTime()).toBeGreaterThan(Date.now());
      expect(await send(put)).toBe(200);
      const stored = { sizeBytes: right.length, contentType, sha256: sha256Of(right) };
      expect(await storage().head(at)).toMatchObject(stored);
    });

    it('accepts an empty body that it was signed for', async () => {
      const empty = Buffer.alloc(0);
      expect(await send(await sign(key(), 60, empty), empty)).toBe(200);
    });

    it.each<[string, Buffer, Record<string, string>]>([
      ['other bytes of the same length', Buffer.from('id,name\n1,wrong\n'), {}],
      ['a longer body', Buffer.concat([right, right]), {}],
      ['a shorter body', right.subarray(1), {}],
      ['another type', right, { 'content-type': 'text/html' }],
      ['the checksum of other bytes', right, { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') }],
    ])('refuses %s and stores nothing', async (_name, body, headers) => {
      const at = key();
      expect(REFUSED).toContain(await send(await sign(at), body, headers));
      expect(await storage().head(at)).toBeUndefined();
    });

    it('refuses a request without the required headers', async () => {
      const at = key();
      const put = await sign(at);
      expect(REFUSED).toContain(await send({ ...put, requiredHeaders: { 'content-type': contentType } }));
      expect(await storage().head(at)).toBeUndefined();
    });

    it('refuses another key, a later expiry, another signature and another method', async () => {
      const at = key('a');
      const put = await sign(at);
      const altered = (change: (url: URL) => void) => {
        const url = new URL(put.url);
        change(url);
        return send({ ...put, url: url.href });
      };
      expect(REFUSED).toContain(await altered((url) => (url.pathname += 'b')));
      expect(REFUSED).toContain(await altered((url) => url.searchParams.set('X-Amz-Expires', '3600')));
      expect(REFUSED).toContain(await altered((url) => url.searchParams.set('X-Amz-Signature', '0'.repeat(64))));
      expect(REFUSED).toContain((await fetch(put.url, { headers: put.requiredHeaders })).status);
      expect(await storage().head(at)).toBeUndefined();
    });

    it('is refused once it has expired', async () => {
      const put = await sign(key(), 1);
      const refused = async () => expect(REFUSED).toContain(await send(put));
      await vi.waitFor(refused, { timeout: 20_000, interval: 200 });
    });
  });

  describe('a presigned PUT without a hash', () => {
    const put = (at: string) =>
      storage().presignPut(at, { expiresInSeconds: 60, contentType, sizeBytes: right.length });

    it.each([
      ['the intended bytes', right],
      ['other bytes of that length', Buffer.from('id,name\n1,wrong\n')],
    ])('accepts %s', async (_name, body) => {
      const at = key();
      const signed = await put(at);
      expect(signed.requiredHeaders).toEqual({ 'content-type': contentType });
      expect(await send(signed, body)).toBe(200);
      expect(await storage().head(at)).toMatchObject({ sizeBytes: right.length, contentType });
      expect((await collect((await storage().getStream(at)).body)).equals(body)).toBe(true);
    });

    it.each<[string, Buffer, Record<string, string>]>([
      ['a longer body', Buffer.concat([right, right]), {}],
      ['a shorter body', right.subarray(1), {}],
      ['an empty body', Buffer.alloc(0), {}],
      ['another type', right, { 'content-type': 'text/html' }],
    ])('refuses %s and stores nothing', async (_name, body, headers) => {
      const at = key();
      expect(REFUSED).toContain(await send(await put(at), body, headers));
      expect(await storage().head(at)).toBeUndefined();
    });
  });

  describe('a presigned GET', () => {
    it('downloads under any file name', async () => {
      const at = key();
      await storage().putStream(at, piecesOf(bytesOf(100)), { contentType: 'application/octet-stream' });
      const options = { expiresInSeconds: 60, fileName: 'Größe "1" 日本;\r\n.csv', contentType: 'text/csv' };
      const answer = await fetch(await storage().presignGet(at, options));
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytesOf(100))).toBe(true);
      expect(answer.headers.get('content-type')).toBe('text/csv');
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="Gr__e _1_ __;.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%20%E6%97%A5%E6%9C%AC%3B.csv`,
      );
    });

    it('is refused for another key, another file name, and once it has expired', async () => {
      const at = key('a');
      for (const name of [at, `${at}b`]) await storage().putStream(name, piecesOf(bytesOf(9)), { contentType });
      const signed = await storage().presignGet(at, { expiresInSeconds: 1, fileName: 'a.csv' });
      const statusOf = async (change: (url: URL) => void = () => {}) => {
        const url = new URL(signed);
        change(url);
        const answer = await fetch(url);
        await answer.text();
        return answer.status;
      };
      expect(REFUSED).toContain(await statusOf((url) => (url.pathname += 'b')));
      expect(REFUSED).toContain(
        await statusOf((url) => url.searchParams.set('response-content-disposition', 'inline')),
      );
      const refused = async () => expect(REFUSED).toContain(await statusOf());
      await vi.waitFor(refused, { timeout: 20_000, interval: 200 });
    });
  });
}
