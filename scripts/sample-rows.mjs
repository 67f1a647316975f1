// @ts-check

/**
 * Why a row is bad: the error code that Sluice reports for it.
 * @typedef {'REQUIRED' | 'TOO_LONG' | 'NOT_IN_LIST' | 'DATE_INVALID' | 'NOT_BOOLEAN' | 'NOT_JSON' | 'RANGE'
 *   | 'DUPLICATE_IN_FILE' | 'DATE_ORDER_UNKNOWN'} BadKind
 * @typedef {{ identifier: string, name: string, type: string, description: string, valid_from: string, valid_to: string,
 *   is_active: string, metadata: string }} Asset
 */

export const HEADER = 'identifier,name,type,description,valid_from,valid_to,is_active,metadata';

/** The default reasons. @type {readonly BadKind[]} */
export const KINDS = [
  'REQUIRED',
  'TOO_LONG',
  'NOT_IN_LIST',
  'DATE_INVALID',
  'NOT_BOOLEAN',
  'NOT_JSON',
  'RANGE',
  'DUPLICATE_IN_FILE',
];

const TYPES = ['person', 'device', 'asset', 'inventory', 'other'];
const KIND_WORDS = [
  'Kühlpumpe',
  'Gabelstapler',
  'Café-Automat',
  'Drucker',
  'Générateur',
  'Señalador',
  'Ångström-Sensor',
];
const PLACE_WORDS = ['Halle Süd', 'Büro', 'Größenlager', 'Werk Łódź', 'Main site', 'Étage 2', 'North wing', 'Keller'];
const NOTE_WORDS = [
  'geprüft',
  'serviced by vendor',
  'après réparation',
  'con garantía',
  'spare unit',
  'leased',
  '東京 ✓',
];
const YES = ['true', 'yes', '1', 'TRUE'];
const NO = ['false', 'no', '0', 'False'];

const METADATA = Array.from(
  { length: 10_000 },
  (_, number) => `"{""floor"":${number % 12},""serial"":""SN-${number}"",""tags"":[""a"",""ü""]}"`,
);

/** @param {number} row */
const keyOf = (row) => `INV-${String(row + 1).padStart(8, '0')}`;

/** @param {number} row @param {() => number} random @returns {string} one line of CSV, or several */
export const goodRow = (row, random) => toLine(asset(row, random));

/**
 * An asset as the raw cells of the file. Cells are quoted here only where needed: checking every cell took half of the
 * time.
 * @param {number} row @param {() => number} random @returns {Asset}
 */
function asset(row, random) {
  const pick = (/** @type {readonly string[]} */ words) => /** @type {string} */ (words[(random() * words.length) | 0]);
  const number = (random() * METADATA.length) | 0;
  const place = pick(PLACE_WORDS);
  const note = `${place}, ${pick(NOTE_WORDS)} ${2000 + (number % 25)}`;
  const odd = random();
  let name = `${pick(KIND_WORDS)} ${number}`;
  if (odd < 0.1) name = `"${name}, ${place}"`;
  else if (odd < 0.12) name = `"${name} ""${number % 40} Zoll"""`;
  let description = odd > 0.97 ? `"${note}\n""${number}"" ${pick(NOTE_WORDS)}"` : `"${note}"`;
  if (odd > 0.3 && odd < 0.35) description = '';
  return {
    identifier: keyOf(row),
    name,
    type: pick(TYPES),
    description,
    valid_from: date(2015 + ((random() * 9) | 0), random),
    valid_to: odd < 0.2 ? '' : date(2025 + ((random() * 9) | 0), random),
    is_active: pick(odd < 0.8 ? YES : NO),
    metadata: odd < 0.15 ? '' : /** @type {string} */ (METADATA[number]),
  };
}

/** Days up to 28, which exist in every month. @param {number} year @param {() => number} random */
function date(year, random) {
  const month = 1 + ((random() * 12) | 0);
  const day = 1 + ((random() * 28) | 0);
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/**
 * A row that is bad for one reason only.
 * @param {number} row
 * @param {BadKind} kind
 * @param {() => number} random
 * @param {{ any: () => number }} keys rows before this one that are good
 */
export function badRow(row, kind, random, keys) {
  const spoil = SPOIL[kind];
  if (!spoil) throw new TypeError(`${kind} is not a reason for a bad row`);
  return toLine({ ...asset(row, random), ...spoil(keys) });
}

/** @type {Record<BadKind, (keys: { any: () => number }) => Partial<Asset>>} */
const SPOIL = {
  REQUIRED: () => ({ name: '' }),
  TOO_LONG: () => ({ name: 'Überlang '.repeat(40) }),
  NOT_IN_LIST: () => ({ type: 'spaceship' }),
  DATE_INVALID: () => ({ valid_from: '2023-02-29' }),
  NOT_BOOLEAN: () => ({ is_active: 'maybe' }),
  NOT_JSON: () => ({ metadata: '"{""floor"": 3,}"' }),
  RANGE: () => ({ valid_from: '2024-06-01', valid_to: '2019-05-31' }),
  DUPLICATE_IN_FILE: (keys) => ({ identifier: keyOf(keys.any()) }),
  DATE_ORDER_UNKNOWN: () => ({ valid_from: '03/04/2016' }),
};

/** @param {Asset} asset */
const toLine = ({ identifier, name, type, description, valid_from, valid_to, is_active, metadata }) =>
  `${identifier},${name},${type},${description},${valid_from},${valid_to},${is_active},${metadata}\n`;
