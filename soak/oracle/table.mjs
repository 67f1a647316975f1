// @ts-check
import { createHash } from 'node:crypto';
import { keyText } from '../files/tables.mjs';

/**
 * @import { Database } from '../stand/database.mjs'
 * @import { Target } from '../files/tables.mjs'
 * @import { Row, Table } from './expected-import.mjs'
 */

/** JSON with sorted keys, because MySQL stores it in an order of its own. @param {string | null} text */
const canonical = (text) =>
  text === null
    ? null
    : JSON.stringify(JSON.parse(text), (_, value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      );

/**
 * Every row of an account, by its key.
 * @param {Database} db @param {Target} target @param {string} account
 * @returns {Promise<{ table: Table, twice: string[] }>} twice: keys that more than one row has
 */
export async function readTable(db, target, account) {
  const rows = await db.rows(target.select, [account]);
  /** @type {Table} */
  const table = new Map();
  /** @type {string[]} */
  const twice = [];
  for (const row of /** @type {Row[]} */ (rows)) {
    const key = String(keyText(target, row));
    if (table.has(key)) twice.push(`${key} twice`);
    table.set(key, row);
  }
  return { table, twice };
}

/** @param {Target} target @param {string} key @param {Row | undefined} is @param {Row | undefined} should @returns {string[]} */
export function rowDifferences(target, key, is, should) {
  if (!is || !should) return is === should ? [] : [`${key} ${is ? 'must not be there' : 'is missing'}`];
  const names = [...target.columns.map(([name]) => name), ...(target.stamped ? ['import_job_id'] : [])];
  return names.flatMap((name) => {
    const [a, b] = [is[name] ?? null, should[name] ?? null];
    const same = a === b || (target.json.includes(name) && canonical(a) === canonical(b));
    return same ? [] : [`${key}.${name} is ${JSON.stringify(a)}, not ${JSON.stringify(b)}`];
  });
}

/** @param {Target} target @param {Table} actual @param {Table} expected */
export function tableDifferences(target, actual, expected) {
  /** @type {string[]} */
  const found = [];
  for (const key of new Set([...expected.keys(), ...actual.keys()])) {
    found.push(...rowDifferences(target, key, actual.get(key), expected.get(key)));
    if (found.length >= 5) break;
  }
  return found;
}

/** What stands for a whole table, to see later that nothing has changed it. @param {Table} table */
export function digestOf(table) {
  const hash = createHash('sha256');
  for (const [, row] of [...table].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
  return `${table.size} rows, ${hash.digest('hex')}`;
}
