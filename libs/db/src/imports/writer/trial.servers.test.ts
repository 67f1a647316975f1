import type { Connection, RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { Trial } from './trial.ts';

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
  connection = await database.db.$connect();
  await connection.query('CREATE TABLE tried (n int PRIMARY KEY)');
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  await connection?.end();
  await database?.drop();
});

/** Tries a row in the next batch of `rows`; the rows that the transaction holds then. */
async function tryRow(trial: Trial, n: number, rows = 1): Promise<number[]> {
  await trial.next(rows);
  await connection.query('INSERT INTO tried VALUES (?)', [n]);
  const [held] = await connection.query<RowDataPacket[]>('SELECT n FROM tried ORDER BY n');
  return held.map((row) => row.n);
}

it('begins a new transaction before there are too many rows', async () => {
  const trial = new Trial(connection, { rows: 10, whole: false });
  expect(await tryRow(trial, 1, 6)).toEqual([1]);
  expect(await tryRow(trial, 2, 4)).toEqual([1, 2]);
  expect(await tryRow(trial, 1, 1)).toEqual([1]);
  expect(trial.tried).toEqual({ parts: 2, tooLong: undefined });
  await trial.end();
  expect(await tryRow(trial, 1, 100)).toEqual([1]);
  await trial.end();
});

it('begins a new transaction when others have waited for 20 seconds', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  const trial = new Trial(connection, { rows: 1_000, whole: false });
  expect(await tryRow(trial, 1)).toEqual([1]);
  vi.setSystemTime(20_000);
  expect(await tryRow(trial, 2)).toEqual([1, 2]);
  vi.setSystemTime(20_001);
  expect(await tryRow(trial, 1)).toEqual([1]);
  vi.setSystemTime(40_001);
  expect(await tryRow(trial, 2)).toEqual([1, 2]);
  expect(trial.tried).toEqual({ parts: 2, tooLong: undefined });
  await trial.end();
});

it('keeps rows together that are tried as a whole, and says for how long', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  const trial = new Trial(connection, { rows: 1_000, whole: true });
  await tryRow(trial, 1);
  expect(trial.tried).toEqual({ parts: 1, tooLong: undefined });
  vi.setSystemTime(31_400);
  expect(await tryRow(trial, 2)).toEqual([1, 2]);
  expect(trial.tried).toEqual({ parts: 1, tooLong: 31 });
  await trial.end();
});
