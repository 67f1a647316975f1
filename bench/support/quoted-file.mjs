// @ts-check
import { closeSync, openSync, writeSync } from 'node:fs';
import { mulberry32 } from '../../scripts/random.mjs';

const adjectives = [
  'Büro',
  'Électrique',
  'Heavy',
  'Größe',
  'Compact',
  'Señal',
  'Naïve',
  'Portable',
  'Ångström',
  'Rotary',
];
const nouns = ['Pumpe', 'Drucker', 'Ventil', 'Générateur', 'Laptop', 'Crane', 'Kühler', 'Monitor', 'Router', 'Turbine'];
const types = ['person', 'device', 'asset', 'inventory', 'other'];
const words = 'located at main site floor north wing requires annual inspection für die Prüfung après réparation'.split(
  ' ',
);

/**
 * Writes a file of ten columns, about 140 bytes a row; one row in eight has quoted cells, a few of them with a line break.
 * @param {{ path: string, rows: number, seed: number }} file
 */
export function writeQuotedFile({ path, rows, seed }) {
  const next = mulberry32(seed);
  const below = (/** @type {number} */ n) => (next() * n) | 0;
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const date = (/** @type {number} */ from) => `${from + below(9)}-${two(1 + below(12))}-${two(1 + below(28))}`;
  const quoted = (/** @type {string} */ value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const file = openSync(path, 'w');
  let part = ['identifier,name,type,description,valid_from,valid_to,is_active,quantity,price,email\n'];
  for (let row = 0; row < rows; row++) {
    let name = `${adjectives[below(10)]} ${nouns[below(10)]} ${below(10_000)}`;
    const kind = next();
    if (kind < 0.08) name += `, model ${below(99)}`;
    else if (kind < 0.1) name += ` "${below(50)}in"`;
    let description = Array.from({ length: 3 + below(9) }, () => words[below(words.length)]).join(' ');
    const ending = next();
    if (ending < 0.1) description += `, rev ${below(9)}`;
    else if (ending < 0.103) description += `\nline two ${below(99)}`;
    const cells = [`AST-${String(row).padStart(8, '0')}`, quoted(name), types[below(5)], quoted(description)];
    cells.push(date(2015), next() < 0.1 ? '' : date(2024), next() < 0.8 ? 'true' : 'false', String(below(1000)));
    cells.push((next() * 10_000).toFixed(2), `user${below(200_000)}@example.com`);
    part.push(`${cells.join(',')}\n`);
    if (part.length < 5000) continue;
    writeSync(file, part.join(''));
    part = [];
  }
  writeSync(file, part.join(''));
  closeSync(file);
}
