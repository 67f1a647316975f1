import mysql from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import type { MadeFile } from './file.ts';
import type { Table } from './oracle.ts';

/**
 * Locks a key that no asset has yet: an import that reaches the row with this key waits until the returned function
 * releases it.
 */
export const holdKey = (url: string, account: string, key: string): Promise<() => Promise<void>> =>
  holdRow(url, 'INSERT INTO assets (account_id, identifier, name) VALUES (?, ?, ?)', [account, key, 'held']);

/** Keeps the row that a statement inserts, uncommitted, until the returned function takes it back. */
export async function holdRow(url: string, insert: string, values: readonly unknown[]): Promise<() => Promise<void>> {
  const connection = await mysql.createConnection(url);
  // A test may crash the server.
  connection.on('error', () => {});
  let held = true;
  const release = async () => {
    if (!held) return;
    held = false;
    await connection.rollback().catch(() => {});
    await connection.end().catch(() => {});
  };
  // If a failed test kept the lock, the suite could not drop its database.
  onTestFinished(release);
  // As in imports. Otherwise a split of the index page turns the lock into one on the gap, which holds up other keys too.
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  await connection.beginTransaction();
  await connection.query(insert, [...values]);
  return release;
}

/** The first row at or after `from` that an import adds to `table`: its index among the records, and its key. */
export function addedRow({ records }: MadeFile, table: Table, from: number): { at: number; key: string } {
  const before = new Set(records.slice(0, from).map(({ values }) => values.identifier));
  for (let at = from; at < records.length; at++) {
    const { values, errors, ragged } = records[at] as (typeof records)[number];
    const key = values.identifier;
    if (key === null) continue;
    if (errors.length === 0 && !ragged && !before.has(key) && !table.has(key)) return { at, key };
    before.add(key);
  }
  throw new Error(`no row at or after ${from} adds one`);
}
