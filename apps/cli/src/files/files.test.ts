import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFile, hashesFile } from '../places.ts';
import { expandFiles } from './glob.ts';
import { fileHashStore } from './hash-store.ts';
import { Hasher } from './hasher.ts';
import { fileSource } from './source.ts';
import { spool } from './spool.ts';
import { writePrivate } from './write-private.ts';

let folder: string;
let before: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'sluice-files-'));
  before = process.cwd();
  process.chdir(folder);
  for (const name of ['a.csv', 'b.csv', 'c.xlsx', '.hidden.csv', 'odd[1].csv', 'd/e.csv', 'd/f/g.csv']) {
    mkdirSync(path.dirname(name), { recursive: true });
    writeFileSync(name, name);
  }
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const idle = { chunkSizes: [], onProgress: () => {} };

describe('globs', () => {
  it.each([
    ['*.csv', ['a.csv', 'b.csv', 'odd[1].csv']],
    ['?.csv', ['a.csv', 'b.csv']],
    ['**/*.csv', ['a.csv', 'b.csv', 'd/e.csv', 'd/f/g.csv', 'odd[1].csv']],
    ['d/**', ['d/e.csv', 'd/f/g.csv']],
    ['*/*.csv', ['d/e.csv']],
    ['.h*', ['.hidden.csv']],
  ])('expand %s', async (pattern, files) => {
    expect(await expandFiles([pattern])).toEqual(files);
  });
  it('follow links to folders, and leave out broken links', async () => {
    symlinkSync(path.join(folder, 'd'), 'link');
    symlinkSync('nowhere', 'broken.csv');
    expect(await expandFiles(['link/*.csv'])).toEqual(['link/e.csv']);
    rmSync('link');
    rmSync('broken.csv');
  });
  it('list each file once, keep plain names, and are refused without a match', async () => {
    expect(await expandFiles(['a.csv', '?.csv', '-', 'nowhere.csv'])).toEqual(['a.csv', 'b.csv', '-', 'nowhere.csv']);
    expect(await expandFiles([`${folder}/a*`])).toEqual([`${folder}/a.csv`]);
    await expect(expandFiles(['*.nope'])).rejects.toMatchObject({ exitCode: 2 });
  });
  it('treat all other characters literally', async () => {
    const names = ['(a+)x', '[a]x', '@(a)x', 'a.b', 'aXb', 'a{b,c}', 'b\\x', '!ax'];
    mkdirSync('signs');
    for (const name of names) writeFileSync(`signs/${name}`, '');
    const found = async (pattern: string) =>
      (await expandFiles([`signs/${pattern}`])).map((file) => path.basename(file));
    expect(await found('a.?')).toEqual(['a.b']);
    expect(await found('(a+)*')).toEqual(['(a+)x']);
    expect(await found('[a]*')).toEqual(['[a]x']);
    expect(await found('@(a)*')).toEqual(['@(a)x']);
    expect(await found('a{b,c?')).toEqual(['a{b,c}']);
    expect(await found('b\\*')).toEqual(['b\\x']);
    expect(await found('!a*')).toEqual(['!ax']);
  });
});

describe('hashes', () => {
  it('cover the whole file and each chunk, however the bytes are split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }),
        (chunks, sizes) => {
          const whole = Buffer.concat(chunks);
          const hasher = new Hasher(chunks.map(({ length }) => length));
          let at = 0;
          for (const size of sizes) {
            hasher.update(whole.subarray(at, at + size));
            at += size;
          }
          hasher.update(whole.subarray(at));
          expect(hasher.digest()).toEqual({ sha256: sha256(whole), chunkHashes: chunks.map(sha256) });
        },
      ),
    );
  });

  it('fail if the file changes while it is read', async () => {
    writeFileSync('grows.csv', 'a'.repeat(10));
    const source = await fileSource('grows.csv');
    const hashing = source.hashes({ ...idle, onProgress: () => appendFileSync('grows.csv', 'b') });
    await expect(hashing).rejects.toThrow('changed while it was being read');
  });

  it('are cached by path, size and time, readable by one user only, and a broken cache is ignored', async () => {
    const file = path.join(folder, 'cache/hashes.json');
    const store = fileHashStore(file);
    expect(await store.get('x')).toBeUndefined();
    await store.set('x', { sha256: sha256('x'), chunkHashes: [sha256('y')] });
    await store.set('z', { sha256: sha256('z') });
    expect(await fileHashStore(file).get('x')).toEqual({ sha256: sha256('x'), chunkHashes: [sha256('y')] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, '{"x":');
    expect(await store.get('x')).toBeUndefined();
    const was = (await fileSource('a.csv')).fingerprint;
    writeFileSync('a.csv', 'other');
    expect((await fileSource('a.csv')).fingerprint).not.toBe(was);
  });

  it('of an empty file are those of zero bytes', async () => {
    writeFileSync('empty.csv', '');
    expect(await (await fileSource('empty.csv')).hashes(idle)).toEqual({ sha256: sha256('') });
  });
});

describe('files of the user', () => {
  it('are in the XDG folders, and a relative XDG path is ignored', () => {
    expect(configFile({ XDG_CONFIG_HOME: '/c' })).toBe('/c/sluice/config.json');
    expect(configFile({ XDG_CONFIG_HOME: 'c', HOME: '/h' })).toBe('/h/.config/sluice/config.json');
    expect(hashesFile({ HOME: '/h' })).toBe('/h/.cache/sluice/hashes.json');
  });
  it('are written atomically', async () => {
    await Promise.all(['a', 'b', 'c'].map((text) => writePrivate(`${folder}/w/once`, text.repeat(100_000))));
    expect(readFileSync(`${folder}/w/once`, 'utf8')).toMatch(/^(a+|b+|c+)$/);
  });
});

describe('the spool', () => {
  it('saves piped input, and leaves nothing behind', async () => {
    const signal = new AbortController().signal;
    const spooled = await spool(Readable.from([Buffer.from('ab'), Buffer.from('c')]), { signal, onProgress: () => {} });
    expect(readFileSync(spooled.file, 'utf8')).toBe('abc');
    await spooled.remove();
    expect(() => statSync(path.dirname(spooled.file))).toThrow();
  });
});
