// @ts-check
import { open } from 'node:fs/promises';
import { mulberry32 } from '../../scripts/random.mjs';

/**
 * Order lines of a shop: 20 columns as a German spreadsheet writes them. The tables are what another application would have,
 * and the definitions what its owner would write.
 */

export const CUSTOMERS = 100_000;
const BLOCK_CHARACTERS = 1 << 20;

const states = ['open', 'paid', 'packed', 'shipped', 'returned', 'cancelled'];
const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'SEK'];
const countries = ['DE', 'FR', 'IT', 'ES', 'PL', 'NL', 'AT', 'SE'];
const remarks = [
  '',
  '',
  '',
  'gift wrap',
  'leave at the "back door"',
  'Grüße an Zoë',
  'call before delivery; ring twice',
];
const latin = (/** @type {string} */ column) => `${column} CHARACTER SET ascii COLLATE ascii_bin`;

/** @typedef {object} Field
 * @property {string} column as the table has it
 * @property {object} field as the definition has it, without its name
 * @property {string} [set] the value in LOAD DATA, where the cell itself is not
 * @property {object} [extras] what `columns` says of it
 */

const date = (/** @type {string} */ name) => `str_to_date(nullif(@${name}, ''), '%d.%m.%Y')`;
const decimal = (/** @type {string} */ name) => `replace(replace(nullif(@${name}, ''), '.', ''), ',', '.')`;
const blank = (/** @type {string} */ name) => `nullif(@${name}, '')`;
const required = { required: true };
const german = { type: 'number', decimalChar: ',' };
const truth = { type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] };

/** @type {Record<string, Field>} */
const fields = {
  order_no: {
    column: `${latin('CHAR(10)')} NOT NULL`,
    field: { type: 'string', constraints: { required: true, pattern: '[A-Z]{2}[0-9]{8}' } },
  },
  line: {
    column: 'SMALLINT UNSIGNED NOT NULL',
    field: { type: 'integer', constraints: { required: true, minimum: 1, maximum: 999 } },
  },
  customer_no: {
    column: `${latin('CHAR(7)')} NOT NULL`,
    field: { type: 'string', constraints: { required: true, pattern: 'C[0-9]{6}' } },
  },
  ordered: {
    column: 'DATE NOT NULL',
    field: { type: 'date', format: '%d.%m.%Y', constraints: { required: true, minimum: '01.01.2000' } },
    set: date('ordered'),
  },
  delivered: { column: 'DATE NULL', field: { type: 'date', format: '%d.%m.%Y' }, set: date('delivered') },
  booked: {
    column: 'DATETIME(3) NOT NULL',
    field: { type: 'datetime', format: '%d.%m.%Y %H:%M', constraints: required },
    set: "str_to_date(@booked, '%d.%m.%Y %H:%i')",
  },
  state: {
    column: `ENUM(${states.map((state) => `'${state}'`).join()}) NOT NULL`,
    field: { type: 'string', constraints: { required: true, enum: states } },
  },
  currency: {
    column: `${latin('CHAR(3)')} NOT NULL`,
    field: { type: 'string', constraints: { required: true, enum: currencies } },
  },
  quantity: {
    column: 'INT NOT NULL',
    field: { type: 'integer', constraints: { required: true, minimum: 1, maximum: 10_000 } },
  },
  price: {
    column: 'DECIMAL(12,2) NOT NULL',
    field: { ...german, groupChar: '.', constraints: { required: true, minimum: '0' } },
    set: decimal('price'),
  },
  discount: {
    column: 'DECIMAL(5,2) NULL',
    field: { ...german, constraints: { minimum: '0', maximum: '100' } },
    set: decimal('discount'),
  },
  tax_rate: { column: 'DECIMAL(4,2) NOT NULL', field: { ...german, constraints: required }, set: decimal('tax_rate') },
  weight_kg: {
    column: 'DECIMAL(9,3) NULL',
    field: { ...german, constraints: { minimum: '0' } },
    set: decimal('weight_kg'),
  },
  is_gift: { column: 'TINYINT(1) NOT NULL', field: { ...truth, constraints: required }, set: "(@is_gift = 'ja')" },
  is_express: {
    column: 'TINYINT(1) NOT NULL',
    field: { ...truth, constraints: required },
    set: "(@is_express = 'ja')",
  },
  sku: {
    column: `${latin('VARCHAR(20)')} NOT NULL`,
    field: { type: 'string', constraints: { required: true, pattern: '[A-Z]{3}-[0-9]{4,6}(-[SMLX]{1,2})?' } },
  },
  ean: {
    column: `${latin('CHAR(13)')} NULL`,
    field: { type: 'string', constraints: { pattern: '[0-9]{13}' } },
    set: blank('ean'),
  },
  country: {
    column: `${latin('CHAR(2)')} NOT NULL`,
    field: { type: 'string', constraints: { required: true, enum: countries } },
  },
  city: { column: 'VARCHAR(80) NOT NULL', field: { type: 'string', constraints: { required: true, maxLength: 80 } } },
  remark: {
    column: 'VARCHAR(200) NULL',
    field: { type: 'string', constraints: { maxLength: 200 } },
    set: blank('remark'),
  },
};
const names = Object.keys(fields);

const FIRST_COLUMNS = `id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL`;
const UNIQUE = 'UNIQUE KEY line_of_order (account, order_no, line)';
const columnsOf = (/** @type {readonly string[]} */ some) =>
  some.map((name) => `${name} ${fields[name]?.column}`).join(',\n  ');

/** The statements that make the tables, and fill that of the customers; their IDs are in no order that the numbers have. */
export const shopSql = `
CREATE TABLE lines_with_number (${FIRST_COLUMNS}, ${columnsOf(names)}, ${UNIQUE});
CREATE TABLE lines_with_id (${FIRST_COLUMNS}, customer_id INT UNSIGNED NOT NULL,
  ${columnsOf(names.filter((name) => name !== 'customer_no'))}, ${UNIQUE});
CREATE TABLE customers (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  customer_no ${fields.customer_no?.column}, name VARCHAR(80) NOT NULL, UNIQUE KEY number (account, customer_no));
SET SESSION cte_max_recursion_depth = ${CUSTOMERS};
INSERT INTO customers (account, customer_no, name)
  WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${CUSTOMERS - 1})
  SELECT 'bench', concat('C', lpad(n, 6, '0')), concat('Customer ', n) FROM n ORDER BY crc32(n)`;

/** @typedef {'lines_with_number' | 'lines_with_id'} LinesTable */

/** @param {string} schema @param {LinesTable} table @param {string} name of the importer */
export const definitionOf = (schema, table, name) => ({
  name,
  title: 'Order lines',
  target: { table: `${schema}.${table}`, manage: 'existing', account: 'account' },
  schema: {
    primaryKey: ['order_no', 'line'],
    fields: names.map((field) => ({ name: field, ...fields[field]?.field })),
  },
  ...(table === 'lines_with_id' && {
    lookups: [
      { fields: ['customer_no'], table: `${schema}.customers`, by: ['customer_no'], value: 'id', store: 'customer_id' },
    ],
  }),
});

/** The columns that the file fills. */
const loaded = names.join(', ');

/** LOAD DATA of the raw file, with the expressions that a person would write. @param {string} table @param {string} file */
export const loadLines = (table, file) => `
LOAD DATA LOCAL INFILE '${file}' INTO TABLE ${table} CHARACTER SET utf8mb4
  FIELDS TERMINATED BY ';' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' LINES TERMINATED BY '\\n' IGNORE 1 LINES
  (${names.map((name) => (fields[name]?.set ? `@${name}` : name)).join(', ')})
  SET account = 'bench', ${names.flatMap((name) => (fields[name]?.set ? [`${name} = ${fields[name].set}`] : [])).join(', ')}`;

/** A table for loading into, without indexes. @param {string} table */
export const stagingTable = (table) => `
DROP TABLE IF EXISTS ${table}; CREATE TABLE ${table} AS SELECT account, ${loaded} FROM lines_with_number LIMIT 0`;

/** From the staging table to one with the IDs of customers. @param {string} staging @param {string} table */
export function joinCustomers(staging, table) {
  const others = names.filter((name) => name !== 'customer_no');
  return `INSERT INTO ${table} (account, customer_id, ${others.join(', ')})
  SELECT s.account, c.id, ${others.map((name) => `s.${name}`).join(', ')} FROM ${staging} s
  JOIN customers c ON c.account = s.account AND c.customer_no = s.customer_no`;
}

/** From the staging table to one that has the rows. @param {string} staging @param {string} table */
export const upsertLines = (staging, table) => `INSERT INTO ${table} (account, ${loaded})
  SELECT account, ${loaded} FROM (SELECT * FROM ${staging}) AS n
  ON DUPLICATE KEY UPDATE ${names
    .filter((name) => !['order_no', 'line'].includes(name))
    .map((name) => `${name} = n.${name}`)
    .join(', ')}`;

/** A number that two tables share if they have the same rows, in whatever order. @param {LinesTable} kind @param {string} table */
export function fingerprintOf(kind, table) {
  const columns = names.map((name) => (kind === 'lines_with_id' && name === 'customer_no' ? 'customer_id' : name));
  const texts = columns.map((name) => `coalesce(${name}, '-')`).join(', ');
  return `SELECT concat(count(*), ' ', coalesce(sum(crc32(concat_ws('|', account, ${texts}))), 0)) AS print FROM ${table}`;
}

/**
 * Writes a file of order lines. Their keys depend on `rows` only, everything else on the seed.
 * @param {string} file @param {number} rows @param {number} seed
 * @returns {Promise<number>} bytes
 */
export async function writeLines(file, rows, seed) {
  const next = mulberry32(seed);
  const target = await open(file, 'w');
  let bytes = 0;
  let text = `${names.join(';')}\n`;
  const flush = async () => {
    const block = Buffer.from(text);
    await target.writeFile(block);
    bytes += block.length;
    text = '';
  };
  try {
    for (let row = 0; row < rows; row++) {
      text += `${lineOf(row, next)}\n`;
      if (text.length > BLOCK_CHARACTERS) await flush();
    }
    await flush();
  } finally {
    await target.close();
  }
  return bytes;
}

const LINES_OF_AN_ORDER = 4;

/** @param {number} row @param {() => number} next */
function lineOf(row, next) {
  const below = (/** @type {number} */ n) => Math.floor(next() * n);
  const pick = (/** @type {readonly string[]} */ list) => list[below(list.length)] ?? '';
  const digits = (/** @type {number} */ n, /** @type {number} */ length) => String(n).padStart(length, '0');
  const day = () => `${digits(1 + below(28), 2)}.${digits(1 + below(12), 2)}.${2015 + below(10)}`;
  const comma = (/** @type {number} */ most, /** @type {number} */ places) =>
    (next() * most).toFixed(places).replace('.', ',');
  const sometimes = (/** @type {number} */ share, /** @type {() => string} */ make) => (next() < share ? make() : '');
  const truthOf = (/** @type {number} */ share) => (next() < share ? 'ja' : 'nein');
  const order = Math.floor(row / LINES_OF_AN_ORDER);
  const thousands = sometimes(0.3, () => `${1 + below(99)}.`);
  return [
    ...[`AB${digits(order, 8)}`, 1 + (row % LINES_OF_AN_ORDER), `C${digits(below(CUSTOMERS), 6)}`],
    ...[day(), sometimes(0.7, day), `${day()} ${digits(below(24), 2)}:${digits(below(60), 2)}`],
    ...[pick(states), pick(currencies), 1 + below(500)],
    `${thousands}${digits(below(1_000), thousands ? 3 : 1)},${digits(below(100), 2)}`,
    ...[sometimes(0.4, () => comma(50, 1)), pick(['19,00', '7,00', '0,00']), sometimes(0.8, () => comma(40, 3))],
    ...[truthOf(0.1), truthOf(0.2)],
    `${pick(['PMP', 'VLV', 'LMP', 'DSK'])}-${digits(below(100_000), 5)}${sometimes(0.5, () => pick(['-S', '-M', '-XL']))}`,
    ...[sometimes(0.9, () => digits(below(1e13), 13)), pick(countries)],
    pick(['Köln', 'Lyon', 'Milano', 'Łódź', 'Den Haag', 'Wien', 'Malmö']),
    quoted(pick(remarks)),
  ].join(';');
}

/** @param {string} text */
const quoted = (text) => (/[";]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
