import { sql } from 'drizzle-orm';
import type { RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createDb, type DbOptions } from './client.ts';
import { databaseError } from './errors.ts';
import { createTestDatabase, MysqlProxy, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
});
afterAll(() => database.drop());

/** A pool that reaches the database through a proxy. */
async function throughProxy(options: DbOptions = {}) {
  const proxy = await MysqlProxy.start(database.url);
  const db = createDb(proxy.url, { silenceMs: 400, ...options });
  onTestFinished(async () => {
    await proxy.close();
    await db.$close().catch(() => {});
  });
  return { proxy, db };
}

/** The id of the connection that the pool takes next. */
async function connectionOf(db: Pick<ReturnType<typeof createDb>, 'execute'>): Promise<number> {
  const [rows] = await db.execute(sql`SELECT connection_id() AS id`);
  return (rows as unknown as { id: number }[])[0]?.id ?? 0;
}

async function sessions(): Promise<number[]> {
  const [rows] = await database.db.execute(sql`SHOW PROCESSLIST`);
  return (rows as unknown as RowDataPacket[]).map(({ Id }) => Id);
}

const insert = sql`INSERT INTO key_sequences (account_id, importer, next) VALUES ('a', 'b', 1)`;
const asSent = /INSERT INTO key_sequences/;

describe('a server that no longer accepts writes', () => {
  it.each([
    [1290, 'The MySQL server is running with the --super-read-only option so it cannot execute this statement'],
    [1792, 'Cannot execute statement in a READ ONLY transaction'],
    [1836, 'Running in read-only mode'],
  ])('is given up after error %i, in a transaction and outside of one', async (errno, message) => {
    const { proxy, db } = await throughProxy();
    const writes = [() => db.execute(insert), () => db.transaction((tx) => tx.execute(insert))];
    for (const write of writes) {
      const before = await connectionOf(db);
      proxy.judge = (statement) => (asSent.test(statement) ? { errno, message } : 'pass');
      const error = databaseError(await write().catch((thrown: unknown) => thrown));
      expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true });
      expect(error.message).not.toContain(message);
      proxy.judge = () => 'pass';
      expect(await connectionOf(db)).not.toBe(before);
    }
  });

  it('says that group replication did not accept a transaction', async () => {
    const { proxy, db } = await throughProxy();
    const message = "Error on observer while running replication hook 'before_commit'.";
    proxy.judge = (statement) => (/^commit/i.test(statement) ? { errno: 3100, message } : 'pass');
    const thrown = await db.transaction((tx) => tx.execute(insert)).catch((error: unknown) => error);
    const error = databaseError(thrown);
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true });
    expect(error.message).toContain('group replication');
    const [rows] = await database.db.execute(sql`SELECT * FROM key_sequences`);
    expect(rows).toEqual([]);
  });
});

describe('a server that goes silent', () => {
  it('fails a statement that it does not answer, and no idle connection to it is used again', async () => {
    const { proxy, db } = await throughProxy();
    const open = await Promise.all(Array.from({ length: 4 }, () => db.transaction(connectionOf)));
    expect(new Set(open).size).toBe(4);
    proxy.judge = (statement) => (statement.includes('unanswered') ? 'silence' : 'pass');
    const thrown = await db.execute(sql`SELECT 'unanswered'`).catch((error: unknown) => error);
    expect(databaseError(thrown)).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true });
    const next = await Promise.all(Array.from({ length: 4 }, () => db.transaction(connectionOf)));
    expect(next.filter((id) => open.includes(id))).toEqual([]);
  });

  it('keeps a connection on which a long statement runs', async () => {
    const { db } = await throughProxy({ silenceMs: 100 });
    const before = await connectionOf(db);
    const [rows] = await db.execute(sql`SELECT sleep(1.5) AS done`);
    expect(rows).toEqual([{ done: 0 }]);
    expect(await connectionOf(db)).toBe(before);
  });

  it('does not keep the locks of a connection that it no longer answers', async () => {
    const { proxy, db } = await throughProxy();
    const work = db.transaction(async (tx) => {
      await tx.execute(insert);
      proxy.judge = (statement) => (statement.includes('unanswered') ? 'silence' : 'pass');
      await tx.execute(sql`SELECT 'unanswered'`);
    });
    await expect(work).rejects.toThrow();
    // Fails after 50 s if the session that inserted this key has not ended.
    await database.db.execute(insert);
    await database.db.execute(sql`DELETE FROM key_sequences`);
  });
});

it('closes connections that were idle for a while', async () => {
  const { db } = await throughProxy({ poolSize: 3, idleMs: 100 });
  const open = await Promise.all(Array.from({ length: 3 }, () => db.transaction(connectionOf)));
  await expect.poll(async () => (await sessions()).filter((id) => open.includes(id))).toEqual([]);
  expect(open).not.toContain(await connectionOf(db));
});
