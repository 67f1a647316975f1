import { sql } from 'drizzle-orm';
import mysql from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import { type Api, type Stack, startApi, waitFor } from '../harness/index.ts';
import { rows } from '../harness/rows.ts';

/** An API with a single connection to the database: its transactions cannot wait for a second one. */
export async function frugalApi(stack: Stack): Promise<Api> {
  const api = await startApi({ ...stack, env: { DATABASE_POOL_SIZE: '1' } });
  onTestFinished(async () => void (await api.stop()));
  return api;
}

/**
 * Sends a request while a statement that somebody else sends at the same time is not committed yet, and commits it as soon as the
 * request waits for it.
 */
export async function overtaken<T>(stack: Stack, statement: string, request: () => Promise<T>): Promise<T> {
  const other = await mysql.createConnection(stack.databaseUrl);
  onTestFinished(() => other.end());
  await other.beginTransaction();
  await other.query(statement);
  const answer = request();
  await waitFor('the request to wait for the other one', async () => {
    const waiting = await rows(
      stack,
      sql`SELECT 1 FROM information_schema.innodb_trx AS trx JOIN information_schema.processlist AS connection
        ON connection.id = trx.trx_mysql_thread_id
        WHERE trx.trx_state = 'LOCK WAIT' AND connection.db = DATABASE()`,
    );
    return waiting.length > 0 ? true : undefined;
  });
  await other.commit();
  return answer;
}
