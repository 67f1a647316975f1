// @ts-check
import { mulberry32 } from '../../scripts/random.mjs';
import { goodRow, HEADER } from '../../scripts/sample-rows.mjs';

/**
 * CSV files of assets without bad rows; every key is unique across all files.
 * @param {{ count: number, rows: number, seed: number }} wanted
 * @returns {Buffer[]}
 */
export function smallFiles({ count, rows, seed }) {
  const random = mulberry32(seed);
  return Array.from({ length: count }, (_, file) => {
    const lines = Array.from({ length: rows }, (_, row) => goodRow(file * rows + row, random));
    return Buffer.from(`${HEADER}\n${lines.join('')}`);
  });
}

/** Assigns work to accounts in turn. @param {number} n @param {number} accounts */
export const accountOf = (n, accounts) => `bench-${n % accounts}`;
