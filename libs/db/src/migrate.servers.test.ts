import { createLogger } from '@sluice/core';
import { soaking } from '@sluice/core/testing';
import { sql } from 'drizzle-orm';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { expect, it, onTestFinished } from 'vitest';
import { databaseError } from './errors.ts';
import { migrateDatabase, readMigrations } from './migrate.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  type ForgedRow,
  forgeRows,
  MysqlProxy,
  missingRows,
} from './testing/index.ts';

const SERVER = process.env.DATABASE_URL ?? '';
const migrations = readMigrations();

/** A database without tables, a connection to it, and a proxy in front of it. */
async function emptyDatabase() {
  const { url, drop } = await createEmptyDatabase(SERVER);
  onTestFinished(drop);
  const connection = await mysql.createConnection({ uri: url, timezone: 'Z' });
  onTestFinished(() => connection.end());
  const proxy = await MysqlProxy.start(url);
  onTestFinished(() => proxy.close());
  return { url, connection, proxy };
}

/** Every CREATE TABLE statement but those of the journals. */
async function schemaOf(connection: Connection): Promise<Record<string, string>> {
  const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES');
  const schema: Record<string, string> = {};
  for (const table of tables.flatMap((row) => Object.values(row))) {
    if (String(table).startsWith('__')) continue;
    const [[created]] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??', [table]);
    schema[table] = String(created?.['Create Table']).replace(/ AUTO_INCREMENT=\d+/, '');
  }
  return schema;
}

async function newestSchema(): Promise<Record<string, string>> {
  const { url, drop } = await createTestDatabase(SERVER);
  const connection = await mysql.createConnection(url);
  try {
    return await schemaOf(connection);
  } finally {
    await connection.end();
    await drop();
  }
}

async function recorded(connection: Connection): Promise<number[]> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT created_at FROM __drizzle_migrations ORDER BY id');
  return rows.map((row) => Number(row.created_at));
}

const COMPLETE = migrations.map(({ folderMillis }) => folderMillis);

it('continues a migration that was cut after any of its statements, in a database with data', async () => {
  const { connection, proxy } = await emptyDatabase();
  const statements = migrations.flatMap((migration) => migration.sql);
  const cuts: string[] = [];
  // Statements that a later migration repeats are cut each time; the soak also cuts after everything in between.
  let left: string[] = [];
  proxy.judge = (statement) => {
    const at = left.indexOf(statement);
    if (at >= 0) cuts.push(...left.splice(at, 1));
    else if (!soaking || left.length === 0 || cuts.includes(statement)) return 'pass';
    else cuts.push(statement);
    return 'cut';
  };
  const rows: ForgedRow[] = [];
  for (const [at, { sql: statements }] of migrations.entries()) {
    left = [...statements];
    for (let done = false; !done; ) {
      done = await migrateDatabase(proxy.url, { migrations: migrations.slice(0, at + 1) }).then(
        () => true,
        (error: unknown) => {
          expect(databaseError(error)).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true });
          return false;
        },
      );
    }
    rows.push(...(await forgeRows(connection)));
  }
  expect(cuts).toEqual(expect.arrayContaining(statements));
  expect(await schemaOf(connection)).toEqual(await newestSchema());
  expect(await missingRows(connection, rows)).toEqual([]);
  expect(await recorded(connection)).toEqual(COMPLETE);
});

it('continues a migration that an older version left half-way without a record', async () => {
  const { url, connection } = await emptyDatabase();
  for (const [at, { sql: statements, folderMillis }] of migrations.entries()) {
    // An older version recorded only whole migrations.
    await connection.query('DROP TABLE IF EXISTS __migration_progress');
    await connection.query(
      'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash TEXT NOT NULL, created_at BIGINT)',
    );
    for (const statement of statements.slice(0, Math.ceil(statements.length / 2))) await connection.query(statement);
    await migrateDatabase(url, { migrations: migrations.slice(0, at + 1) });
    expect((await recorded(connection)).at(-1)).toBe(folderMillis);
  }
  expect(await schemaOf(connection)).toEqual(await newestSchema());
});

it('applies every migration once when several processes start at once', async () => {
  const { url, connection } = await emptyDatabase();
  const some = migrations.slice(0, 2);
  await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(url, { migrations: some })));
  expect(await recorded(connection)).toEqual(COMPLETE.slice(0, 2));
});

it('goes on without a process that went silent in the middle of a migration', async () => {
  const { url, connection, proxy } = await emptyDatabase();
  const some = migrations.slice(0, 1);
  const third = some[0]?.sql[2];
  const silent = new Promise<void>((resolve) => {
    proxy.judge = (statement) => {
      if (statement !== third) return 'pass';
      resolve();
      return 'silence';
    };
  });
  const first = migrateDatabase(proxy.url, { migrations: some, idleSeconds: 1 });
  first.catch(() => {});
  await silent;
  // Bound: MySQL ends the session after `idleSeconds`, 30 s by default.
  await migrateDatabase(url, { migrations: some, waitSeconds: 20 });
  expect(await recorded(connection)).toEqual(COMPLETE.slice(0, 1));
  await proxy.close();
  await expect(first).rejects.toMatchObject({ fatal: true });
});

it('lets others use a table for which a migration waits', async () => {
  const { db, url, drop } = await createTestDatabase(SERVER);
  onTestFinished(drop);
  const last = migrations.at(-1)?.folderMillis ?? 0;
  const reader = await mysql.createConnection(url);
  await reader.beginTransaction();
  await reader.query('SELECT count(*) FROM assets');
  const more = { sql: ['ALTER TABLE `assets` ADD `extra` int'], folderMillis: last + 1, hash: 'one more', bps: true };
  const migrating = migrateDatabase(url, {
    migrations: [...migrations, more],
    tableSeconds: 1,
    pausesMs: Array(60).fill(200),
  });
  await expect
    .poll(async () => {
      const [waiting] = await db.execute(sql`SHOW PROCESSLIST`);
      return JSON.stringify(waiting).includes('metadata lock');
    })
    .toBe(true);
  // The transaction is still open, so this would wait as long as it is.
  await db.execute(sql`SELECT count(*) FROM assets`);
  await reader.rollback();
  await migrating;
  expect((await schemaOf(reader)).assets).toContain('`extra` int');
  await reader.end();
});

it('fails when a table of another application has the name of a new one', async () => {
  const { url, connection } = await emptyDatabase();
  await connection.query('CREATE TABLE assets (id INT)');
  await expect(migrateDatabase(url)).rejects.toMatchObject({ errno: 1050 });
});

it('lists migrations in the order of their times, as other tools expect', () => {
  expect(COMPLETE).toEqual([...COMPLETE].sort((a, b) => a - b));
});

it('adds a check only if no row violates it, and logs the statement otherwise', async () => {
  const { url, connection } = await emptyDatabase();
  const at = migrations.findIndex(({ sql: statements }) => statements.some((text) => text.includes('documents_size')));
  await migrateDatabase(url, { migrations: migrations.slice(0, at) });
  const document = ['0193a1b2-0000-7000-8000-000000000001', 'acme', 'a.csv', 'text/csv', 'k', 0];
  const insert =
    'INSERT INTO documents (doc_id, account_id, original_filename, content_type, s3_key, file_size_bytes) VALUES (?)';
  await connection.query(insert, [document]);
  const said: string[] = [];
  const logger = createLogger({ service: 'test', destination: { write: (line) => said.push(line) } });
  await migrateDatabase(url, { migrations, logger });
  const warnings = said.map((line) => JSON.parse(line)).filter(({ level }) => level === 40);
  expect(warnings).toMatchObject([{ statement: expect.stringContaining('documents_size') }]);
  const schema = await schemaOf(connection);
  expect(schema.documents).not.toContain('documents_size');
  // The operator fixes the row, and adds the check with the statement from the log.
  await connection.query('DELETE FROM documents');
  await connection.query(warnings[0].statement);
  await expect(connection.query(insert, [document])).rejects.toThrow(/documents_size/);
  const chunk = (number: number, size: number) =>
    connection.query('INSERT INTO document_chunks (doc_id, chunk_number, server_id, s3_key, chunk_size) VALUES (?)', [
      [document[0], number, document[0], 'k', size],
    ]);
  for (const [number, size] of [
    [6, 1],
    [0, 0],
  ] as const)
    await expect(chunk(number, size)).rejects.toThrow(/document_chunks_bounds/);
  await connection.query(insert, [[...document.slice(0, 5), null]]);
});
