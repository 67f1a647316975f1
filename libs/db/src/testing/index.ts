import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';
import { createDb, type Db } from '../client.ts';
import { createSchema } from './schema.ts';

export { type ForgedRow, forgeRows, missingRows } from './forge-rows.ts';
export { type InjectedError, MysqlProxy, type Verdict } from './mysql-proxy.ts';
export { type Cells, type WriteInput, writeRows } from './write-rows.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Creates a database without tables on the server of `serverUrl`. */
export async function createEmptyDatabase(serverUrl: string): Promise<Pick<TestDatabase, 'url' | 'drop'>> {
  const name = `sluice_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  // One connection per statement: a shared one would not survive a suite that crashes the server.
  const run = async (statement: string): Promise<void> => {
    const admin = await mysql.createConnection({ uri: serverUrl });
    await admin.query(statement);
    await admin.end();
  };
  await run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${name}`) };
}

/** Creates a separate database for one suite, with the newest schema, on the server of DATABASE_URL. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const { url, drop } = await createEmptyDatabase(serverUrl);
  const connection = await mysql.createConnection({ uri: url, multipleStatements: true });
  await createSchema(connection, url);
  await connection.end();
  const db = createDb(url);
  return {
    db,
    url,
    drop: async () => {
      await db.$close();
      await drop();
    },
  };
}
