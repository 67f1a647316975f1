import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import type { Random } from '../../harness/index.ts';
import { COLUMNS, goodRow } from './cells.ts';
import type { AssetRow, Table } from './oracle.ts';

const CREATED = '2020-01-02 03:04:05.678';

/** A plain connection that returns every value as text. */
export const connect = (url: string): Promise<Connection> =>
  mysql.createConnection({ uri: url, timezone: 'Z', dateStrings: true, typeCast: (field) => field.string('utf8') });

/** Inserts `count` rows of `account` directly into the table, and returns them. */
export async function seedAssets(random: Random, url: string, account: string, count: number): Promise<Table> {
  const table: Table = new Map();
  const connection = await mysql.createConnection({ uri: url, timezone: 'Z' });
  await connection.query("SET time_zone = '+00:00'");
  const rows: AssetRow[] = [];
  for (let at = 0; at < count; at++) {
    const key = `OLD-${String(at).padStart(6, '0')}`;
    const { values } = goodRow(random, key, `old${at}`);
    const row = { ...values, type: values.type ?? 'asset', is_active: values.is_active ?? '1' };
    rows.push({ ...row, import_job_id: null, created_at: CREATED });
  }
  for (let at = 0; at < rows.length; at += 5_000) {
    const part = rows.slice(at, at + 5_000);
    const values = part.map((row) => [account, ...COLUMNS.map((name) => row[name]), row.created_at, row.created_at]);
    await connection.query(`INSERT INTO assets (account_id, ${COLUMNS.join(', ')}, created_at, updated_at) VALUES ?`, [
      values,
    ]);
  }
  for (const row of rows) table.set(String(row.identifier), row);
  await connection.end();
  return table;
}

/** Every row of the account, by key. @throws Error if a key occurs twice */
export async function readAssets(url: string, account: string): Promise<Table> {
  const connection = await connect(url);
  await connection.query("SET time_zone = '+00:00'");
  const [rows] = await connection.query<(AssetRow & RowDataPacket)[]>(
    `SELECT ${COLUMNS.join(', ')}, import_job_id, created_at FROM assets WHERE account_id = ? ORDER BY id`,
    [account],
  );
  await connection.end();
  const table: Table = new Map();
  for (const row of rows) {
    const key = String(row.identifier);
    if (table.has(key)) throw new Error(`the table has ${key} twice`);
    table.set(key, { ...row });
  }
  return table;
}

const sortedJson = (text: string | null): string | null =>
  text === null
    ? null
    : JSON.stringify(JSON.parse(text), (_, value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      );

/** Describes the first differences between two tables, at most `limit`. */
export function differences(actual: Table, expected: Table, limit = 5): string[] {
  const found: string[] = [];
  const say = (text: string): boolean => found.push(text) >= limit;
  for (const [key, row] of expected) {
    const other = actual.get(key);
    if (!other) {
      if (say(`${key} is missing`)) return found;
      continue;
    }
    for (const name of [...COLUMNS, 'import_job_id', 'created_at'] as const) {
      if (name === 'created_at' && row.created_at === undefined) continue;
      const [is, should] =
        name === 'metadata' ? [sortedJson(other.metadata), sortedJson(row.metadata)] : [other[name], row[name]];
      if (is !== should && say(`${key}.${name} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`)) return found;
    }
  }
  for (const key of actual.keys()) if (!expected.has(key) && say(`${key} is there and should not be`)) return found;
  return found;
}
