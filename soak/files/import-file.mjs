// @ts-check
import { csvLine } from './csv.mjs';
import { xlsxOf } from './xlsx.mjs';

/**
 * @import { Random } from '../random.mjs'
 * @import { CellError, Target, Values } from './tables.mjs'
 */

/**
 * @typedef {object} FileRecord
 * @property {number} row the number that a spreadsheet shows
 * @property {readonly string[]} cells in the order of the header
 * @property {Values} values what a good record gives; the key is null if it gets a generated one, or has none
 * @property {readonly CellError[]} errors apart from conflicts with other records
 * @property {boolean} inTable whether only another table shows the errors
 * @property {boolean} ragged too few or too many cells, so that none of them is read
 *
 * @typedef {object} ImportFile
 * @property {Buffer} bytes
 * @property {string} name
 * @property {string} type its media type
 * @property {string} delimiter of the result file
 * @property {readonly string[]} header
 * @property {readonly FileRecord[]} records
 *
 * @typedef {object} FilePlan
 * @property {Target} target
 * @property {string} tag begins the new keys of the file, and the labels of its records
 * @property {number} rows
 * @property {'csv' | 'xlsx'} format
 * @property {number} bad share of bad records
 * @property {number} repeated share of records with the key of an earlier one
 * @property {number} generated share of records without a key, if the target makes keys
 * @property {number} matching share of records with a key of `existing`
 * @property {readonly string[]} existing
 */

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file that describes itself: what each of its records must lead to. @param {Random} random @param {FilePlan} plan @returns {ImportFile} */
export function makeImportFile(random, plan) {
  const { target, format } = plan;
  const columns = random.shuffle(target.columns);
  const header = columns.map((names) => random.pick(names));
  const names = columns.map(([name]) => name);
  const blank = random.chance(0.5) ? 0.003 : 0;
  /** @type {FileRecord[]} */
  const records = [];
  /** @type {string[]} */
  const keys = [];
  let row = 1;
  for (let at = 0; at < plan.rows; at++) {
    row += random.chance(blank) ? 2 : 1;
    const key = keyOf(random, plan, keys, at);
    if (key !== '') keys.push(key);
    records.push(recordOf(random, plan, { row, key, names, label: `${plan.tag}.${at}` }));
  }
  const rows = [{ row: 1, cells: header }, ...records];
  if (format === 'xlsx') {
    return { bytes: xlsxOf(rows), name: `${plan.tag}.xlsx`, type: XLSX, delimiter: ',', header, records };
  }
  const delimiter = random.pick([',', ',', ';']);
  const end = random.pick(['\n', '\n', '\r\n']);
  let last = 0;
  const lines = rows.map(({ row: number, cells }) => {
    const blankLines = end.repeat(number - last - 1);
    last = number;
    return blankLines + csvLine(cells, delimiter, end);
  });
  const mark = random.chance(0.2) ? '\ufeff' : '';
  const bytes = Buffer.from(mark + lines.join(''));
  return { bytes, name: `${plan.tag}.csv`, type: 'text/csv', delimiter, header, records };
}

/** @param {Random} random @param {FilePlan} plan @param {readonly string[]} keys @param {number} at */
function keyOf(random, { target, tag, repeated, generated, matching, existing }, keys, at) {
  if (target.makesKeys && random.chance(generated)) return '';
  if (keys.length > 0 && random.chance(repeated)) return random.pick(keys);
  if (existing.length > 0 && random.chance(matching)) return random.pick(existing);
  return target.keyOf(random, tag, at);
}

/**
 * @param {Random} random @param {FilePlan} plan
 * @param {{ row: number, key: string, names: readonly string[], label: string }} place
 * @returns {FileRecord}
 */
function recordOf(random, { target, format, bad }, { row, key, names, label }) {
  const { cells, values } = target.good(random, key, label);
  const inOrder = (/** @type {Readonly<Record<string, string>>} */ all) => names.map((name) => all[name] ?? '');
  if (!random.chance(bad)) return { row, cells: inOrder(cells), values, errors: [], inTable: false, ragged: false };
  if (format === 'csv' && random.chance(0.2)) {
    const short = random.chance(0.5);
    const ragged = short ? inOrder(cells).slice(0, -1) : [...inOrder(cells), 'surplus'];
    // A shorter record must not become a blank line.
    if (ragged.some((cell) => cell !== '')) {
      const code = short ? 'TOO_FEW_CELLS' : 'TOO_MANY_CELLS';
      return { row, cells: ragged, values, errors: [{ field: null, code }], inTable: false, ragged: true };
    }
  }
  const { set, errors, inTable = false } = random.pick(target.flaws);
  const noKey = Object.fromEntries(target.key.flatMap((name) => (set[name] === undefined ? [] : [[name, null]])));
  const order = (/** @type {CellError} */ error) => target.columns.findIndex(([name]) => name === error.field);
  return {
    ...{ row, cells: inOrder({ ...cells, ...set }), values: { ...values, ...noKey }, ragged: false },
    ...{ inTable, errors: [...errors].sort((a, b) => order(a) - order(b)) },
  };
}
