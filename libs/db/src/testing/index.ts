import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';
import { createDb, type Db } from '../client.ts';
import { createSchema } from './schema.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Creates a separate database for one suite, with the newest schema, on the server of DATABASE_URL. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
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
  const connection = await mysql.createConnection({ uri: url.href, multipleStatements: true });
  await createSchema(connection, url.href);
  await connection.end();
  const db = createDb(url.href);
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.$close();
      await run(`DROP DATABASE ${name}`);
    },
  };
}
