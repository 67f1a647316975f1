import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SeenKeys } from './seen-keys.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sluice-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (expected: number): SeenKeys => new SeenKeys(path.join(folder, `keys-${Math.random()}`), expected);

test('returns the same rows as a Map, for any keys and any expected number of keys', () => {
  const anyKey = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ minLength: 600, maxLength: 700 }),
  );
  fc.assert(
    fc.property(fc.array(anyKey, { maxLength: 300 }), fc.integer({ min: 0, max: 400 }), (keys, expected) => {
      const seen = open(expected);
      const map = new Map<string, number>();
      for (const [at, key] of keys.entries()) {
        expect(seen.find(key)).toBe(map.get(key) ?? 0);
        if (map.has(key)) continue;
        seen.add(key, at + 2);
        map.set(key, at + 2);
      }
      seen.close();
    }),
    { ...runs(60), verbose: 1 },
  );
});

test('finds each of a hundred thousand keys again and mixes up none of them', () => {
  const seen = open(100_000);
  for (let row = 1; row <= 100_000; row++) seen.add(`ASSET-${row}`, row);
  for (let row = 1; row <= 100_000; row += 97) expect(seen.find(`ASSET-${row}`)).toBe(row);
  for (let row = 1; row <= 2_000; row++) expect(seen.find(`asset-${row}`)).toBe(0);
  seen.close();
});

test('finds keys of any length, in the file and on their way to it', () => {
  const seen = open(10);
  const keys = [1, 400, 600, 65_000, 300, 65_535, 70_000, 300_000].map((length, at) => `${at}`.repeat(length));
  const all = Array.from({ length: 10 }, (_, round) => keys.map((key) => `${round}-${key}`)).flat();
  for (const [at, key] of all.entries()) {
    expect([at, seen.find(key)]).toEqual([at, 0]);
    seen.add(key, at + 1);
  }
  for (const [at, key] of all.entries()) expect(seen.find(key)).toBe(at + 1);
  seen.close();
});

test('makes its file when it needs it, and leaves none behind', () => {
  const file = path.join(folder, 'gone');
  const seen = new SeenKeys(file, 10);
  expect(existsSync(file)).toBe(false);
  for (let row = 1; row <= 50_000; row++) seen.add(`ASSET-${row}`, row);
  expect(existsSync(file)).toBe(true);
  seen.close();
  expect(existsSync(file)).toBe(false);
});
