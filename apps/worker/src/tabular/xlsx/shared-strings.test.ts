import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SharedStrings } from './shared-strings.ts';

it('returns every text from memory and from its file, in any order, and removes the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-strings-'));
  try {
    const path = join(folder, 'strings');
    const strings = new SharedStrings(path, 1000);
    const texts = Array.from({ length: 5000 }, (_, index) => `${index} ü${'漢'.repeat(index % 100)}`);
    texts[100] = 'x'.repeat(300_000);
    for (const text of texts) strings.add(text);
    strings.add('a "b", c');
    strings.add('');
    expect(strings.size).toBe(5002);
    expect(existsSync(path)).toBe(true);
    for (let step = 0; step < 5000; step++) {
      const index = (step * 1237) % 5000;
      expect(strings.at(index)).toBe(texts[index]);
    }
    expect(strings.at(5000)).toBe('"a ""b"", c"');
    expect(strings.at(5001)).toBe('');
    for (const index of [5002, -1, 0.5, Number.NaN]) expect(strings.at(index)).toBeUndefined();
    strings.close();
    expect(existsSync(path)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
