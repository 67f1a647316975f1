import { describe, expect, it } from 'vitest';
import type { ObjectInfo } from '../../storage.ts';
import { bytesOf, piecesOf } from '../bytes.ts';
import { type Context, errorOf } from './context.ts';

const type = { contentType: 'text/plain' };
/** More than one page of a listing and one batch of deletions (1,000 each). */
const MANY = 1_005;
const AT_ONCE = 15;

export function objects({ storage, key }: Context): void {
  const put = (at: string) => storage().putStream(at, piecesOf(bytesOf(3)), type);
  const list = async (prefix: string) => {
    const found: ObjectInfo[] = [];
    for await (const object of storage().list(prefix)) found.push(object);
    return found;
  };

  describe('objects', () => {
    it('are gone after a delete, and deleting them again succeeds', async () => {
      const at = key();
      await put(at);
      await storage().delete(at);
      expect(await storage().head(at)).toBeUndefined();
      await storage().delete(at);
    });

    it('are listed by prefix, in key order, with size, ETag and date', async () => {
      const prefix = `${key()}/`;
      for (const name of ['b', 'a/2', 'a/1', 'c']) await put(prefix + name);
      const found = await list(prefix);
      expect(found.map((object) => object.key)).toEqual(['a/1', 'a/2', 'b', 'c'].map((name) => prefix + name));
      expect(found[0]).toMatchObject({ sizeBytes: 3, etag: expect.stringMatching(/^".+"$/) });
      expect(found[0]?.lastModified.getTime()).toBeGreaterThan(0);
      expect(await list(`${prefix}none`)).toEqual([]);
    });

    it(`are listed and deleted by prefix, ${MANY} of them, without touching other objects`, async () => {
      const prefix = `${key()}/`;
      const beside = `${prefix.slice(0, -1)}-beside`;
      await put(beside);
      const names = Array.from({ length: MANY }, (_, index) => prefix + String(index).padStart(5, '0'));
      for (let from = 0; from < MANY; from += AT_ONCE) await Promise.all(names.slice(from, from + AT_ONCE).map(put));
      expect((await list(prefix)).map((object) => object.key)).toEqual(names);
      expect(await storage().deletePrefix(prefix)).toBe(MANY);
      expect(await list(prefix)).toEqual([]);
      expect(await storage().head(beside)).toBeDefined();
      expect(await storage().deletePrefix(prefix)).toBe(0);
    });

    it('are never deleted by an empty prefix', async () => {
      expect(await errorOf(storage().deletePrefix(''))).toMatchObject({ code: 'INTERNAL' });
    });

    it('can be stored: the bucket passes the readiness check and ten concurrent ensureBucket calls', async () => {
      await storage().check();
      await Promise.all(Array.from({ length: 10 }, () => storage().ensureBucket()));
    });
  });
}
