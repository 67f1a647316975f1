import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, sha256Of } from '../testing/bytes.ts';
import { BLOCK_BYTES, BlockHasher } from './block-hasher.ts';

const bytes = bytesOf(2 * BLOCK_BYTES + 12_345, 3);

/** The expected hashes, computed from all bytes at once. */
function expectedOf(all: Buffer) {
  const hashes: string[] = [];
  for (let from = 0; from < all.length; from += BLOCK_BYTES) {
    hashes.push(sha256Of(all.subarray(from, from + BLOCK_BYTES)));
  }
  return { sizeBytes: all.length, sha256: sha256Of(all), blockHashes: hashes.join('') };
}

function hash(pieces: Iterable<Uint8Array>) {
  const hasher = new BlockHasher();
  for (const piece of pieces) hasher.update(piece);
  const { blockHashes, ...rest } = hasher.finish();
  return { ...rest, blockHashes: blockHashes.toString('hex') };
}

describe('BlockHasher', () => {
  it.each([[0], [1], [BLOCK_BYTES - 1], [BLOCK_BYTES], [BLOCK_BYTES + 1], [2 * BLOCK_BYTES], [bytes.length]])(
    'hashes %i bytes as a whole and block by block',
    (length) => {
      const all = bytes.subarray(0, length);
      expect(hash([all])).toEqual(expectedOf(all));
    },
  );

  it('returns the same hashes however the bytes are split', () => {
    const expected = expectedOf(bytes);
    const anyCuts = fc.array(fc.nat(bytes.length), { maxLength: 20 });
    fc.assert(
      fc.property(anyCuts, (cuts) => {
        const borders = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = borders.slice(1).map((to, i) => bytes.subarray(borders[i], to));
        expect(hash(pieces)).toEqual(expected);
      }),
      runs(30),
    );
  });
});
