import { createDb } from '@sluice/db';
import { describeTable } from '@sluice/db/targets';
import { createEmptyDatabase } from '@sluice/db/testing';
import { type Limit, limitOf } from '@sluice/importers/target';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const nines = (count: number) => '9'.repeat(count);
const numbers = [
  ...[
    '0',
    '1',
    '-1',
    '127',
    '128',
    '-128',
    '-129',
    '255',
    '256',
    '32767',
    '32768',
    '-32768',
    '-32769',
    '65535',
    '65536',
  ],
  ...['8388607', '8388608', '-8388608', '-8388609', '16777215', '16777216', '2147483647', '2147483648', '-2147483648'],
  ...['-2147483649', '4294967295', '4294967296', '9223372036854775807', '9223372036854775808', '-9223372036854775808'],
  ...['-9223372036854775809', '18446744073709551615', '18446744073709551616', nines(65), `-${nines(65)}`, nines(66)],
];
const decimals = ['1.5', '-0.01', '0.001', '99.99', '100', '-99.99', '99.995', '12345678.9', '0.5', '-0.5'];
const dates = ['1000-01-01', '1969-12-31', '1970-01-01', '1970-01-02', '2038-01-19', '2038-01-20', '9999-12-31'];
const moments = [
  ...['1970-01-01 00:00:00', '1970-01-01 00:00:01', '2038-01-19 03:14:07', '2038-01-19 03:14:07.400'],
  ...['2038-01-19 03:14:07.999', '2038-01-19 03:14:08', '2024-02-29 12:00:00'],
];
const letters = (letter: string, ...counts: number[]) => counts.map((count) => letter.repeat(count));
const texts = [
  'a',
  'Straße',
  'łódź',
  '€ 5',
  'Ω',
  '日本',
  '😀',
  '\u0081',
  'Ā',
  ...letters('é', 5, 6, 127, 128),
  ...letters('a', 255, 256),
];
/** Every letter and mark that sets of one byte have. */
const alphabet = Array.from({ length: 0x2700 - 0x80 }, (_, at) => String.fromCharCode(0x80 + at)).filter(
  (one) => !/\s/.test(one),
);
const words = [
  'S',
  's',
  'L',
  'one size',
  'ONE SIZE',
  "it's",
  'XL',
  '1',
  'S,L',
  'new',
  'new,sale',
  'new, sale',
  'sale,S',
];

const sets = [
  'utf8mb4',
  'utf8mb3',
  'latin1',
  'latin2',
  'ascii',
  'cp1250',
  'cp1251',
  'cp1257',
  'latin7',
  'koi8r',
  'macroman',
  'ucs2',
  'utf16',
];
const textColumn = (characterSet: string) => ({
  ...{ name: 'it', type: 'varchar(5)', nullable: true, optional: true, generated: false, autoIncrement: false },
  ...{ collation: `${characterSet}_bin`, characterSet },
});

/** Each type with the values that are tried. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ...['TINYINT', 'SMALLINT', 'MEDIUMINT', 'INT', 'BIGINT', 'YEAR']
    .flatMap((type) => (type === 'YEAR' ? [type] : [type, `${type} UNSIGNED`]))
    .map(
      (type) =>
        [type, type === 'YEAR' ? ['24', '99', '1900', '1901', '2155', '2156', '-1', '20240'] : numbers] as const,
    ),
  ...['DECIMAL(4,2)', 'DECIMAL(4,2) UNSIGNED', 'DECIMAL(2,2)', 'DECIMAL(3)', 'DECIMAL(65,0)', 'DECIMAL(65,30)'].map(
    (type) => [type, [...numbers, ...decimals]] as const,
  ),
  ['DATE', dates],
  ['TIMESTAMP', [...dates, ...moments]],
  ['TIMESTAMP(3)', [...dates, ...moments]],
  ['DATETIME(3)', [...dates, ...moments]],
  ...['CHAR(5)', 'VARCHAR(5)', 'TINYTEXT', 'TEXT'].flatMap((type) =>
    sets.map((set) => [`${type} CHARACTER SET ${set}`, texts] as const),
  ),
  ['VARBINARY(5)', texts],
  ['TINYBLOB', texts],
  ["ENUM('S','L','one size','it''s') CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci", words],
  ["ENUM('S','L','one size','it''s') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", words],
  ["SET('new','sale') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", words],
];

let connection: Connection;
let limits: (Limit | undefined)[];
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createEmptyDatabase(process.env.DATABASE_URL ?? '');
  drop = database.drop;
  connection = await mysql.createConnection({
    uri: database.url,
    charset: 'utf8mb4',
    dateStrings: true,
    timezone: 'Z',
  });
  await connection.query(`SET time_zone = '+00:00', sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE'`);
  const columns = cases.map(([type], at) => `c${at} ${type} NULL`);
  await connection.query(`CREATE TABLE limits (id INT AUTO_INCREMENT PRIMARY KEY, ${columns.join(', ')})`);
  const db = createDb(database.url);
  const table = await describeTable(db, { table: 'limits' });
  await db.$close();
  limits = cases.map((_, at) => {
    const column = table?.columns.find(({ name }) => name === `c${at}`);
    if (!column) throw new Error('a column is missing');
    return limitOf(column, 'it');
  });
});
afterAll(async () => {
  await connection.end();
  await drop();
});

/** Whether the server keeps a value as it is. */
async function keeps(column: string, value: string): Promise<boolean> {
  const inserted = await connection.query('INSERT INTO limits SET ?', { [column]: value }).then(
    () => true,
    () => false,
  );
  if (!inserted) return false;
  const [[row]] = await connection.query<RowDataPacket[]>(
    'SELECT CAST(?? AS CHAR) AS kept FROM limits ORDER BY id DESC LIMIT 1',
    [column],
  );
  return plain(String(row?.kept)) === plain(value);
}

/** Without needless zeros and times, and of one case. */
const plain = (text: string): string =>
  text
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
    .replace(/ 00:00:00$/, '')
    .toLowerCase();

it.each(sets)('knows the characters of %s', async (set) => {
  const limit = limitOf(textColumn(set), 'it');
  const [[row]] = await connection.query<RowDataPacket[]>(
    `SELECT CONVERT(CONVERT(? USING ${set}) USING utf8mb4) AS kept`,
    [alphabet.join('')],
  );
  const kept = [...String(row?.kept)];
  const lost = alphabet.filter((character, at) => kept[at] !== character);
  expect(alphabet.filter((character) => limit?.(character) !== undefined)).toEqual(lost);
});

describe('the limit of a column refuses what the server would refuse, round or replace, and nothing else', () => {
  it.each(cases.map(([type, values], at) => ({ type, values, at })))('$type', async ({ values, at }) => {
    const kept: string[] = [];
    for (const value of values) if (await keeps(`c${at}`, value)) kept.push(value);
    expect(values.filter((value) => limits[at]?.(value) === undefined)).toEqual(kept);
  });
});
