// @ts-check
import { csvLine } from './csv.mjs';

/** @import { Random } from '../random.mjs' */

/**
 * @typedef {object} DirtyFile
 * @property {Buffer} bytes
 * @property {string} name
 * @property {string} type
 * @property {readonly string[]} header
 * @property {readonly (readonly string[])[]} cleaned what cleaning with the defaults must leave
 * @property {readonly number[]} quarantined the numbers of records with too few cells
 * @property {number} duplicates records that repeat an earlier one
 * @property {Readonly<Record<string, { nulls: number, distinct: number }>>} columns of all records that can be read
 */

const HEADER = ['code', 'name', 'amount', 'city'];
const CITIES = ['Berlin', 'Zürich', 'São Paulo', 'Kyōto', ''];

/** A CSV file to profile and clean, with known faults. @param {Random} random @param {{ tag: string, rows: number }} plan @returns {DirtyFile} */
export function makeDirtyFile(random, { tag, rows }) {
  const lines = [csvLine(HEADER)];
  /** @type {string[][]} */
  const readable = [];
  /** @type {string[][]} */
  const cleaned = [];
  /** @type {number[]} */
  const quarantined = [];
  /** @type {Set<string>} */
  const seen = new Set();
  let duplicates = 0;
  for (let at = 0; at < rows; at++) {
    const fresh = [
      ...[`${tag}-${at}`, `${random.chance(0.02) ? ' ' : ''}item ${random.int(0, 300)}`],
      ...[random.chance(0.02) ? 'N/A' : `${random.int(100, 999)}.${random.int(10, 99)}`, random.pick(CITIES)],
    ];
    const cells = readable.length > 0 && random.chance(0.02) ? random.pick(readable) : fresh;
    if (random.chance(0.01)) {
      lines.push(csvLine(cells.slice(0, -1)));
      quarantined.push(at + 2);
      continue;
    }
    lines.push(csvLine(cells));
    readable.push(cells);
    const trimmed = cells.map((cell) => cell.trim());
    if (seen.has(trimmed.join('\n'))) duplicates++;
    else cleaned.push(trimmed.map((cell, column) => (column === 2 && cell === 'N/A' ? '' : cell)));
    seen.add(trimmed.join('\n'));
  }
  const columns = HEADER.map((name, column) => {
    const values = readable.map((cells) => cells[column]).filter((cell) => cell !== '');
    return [name, { nulls: readable.length - values.length, distinct: new Set(values).size }];
  });
  return {
    ...{ bytes: Buffer.from(lines.join('')), name: `${tag}.csv`, type: 'text/csv', header: HEADER },
    ...{ cleaned, quarantined, duplicates, columns: Object.fromEntries(columns) },
  };
}
