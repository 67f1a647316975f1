import { sql } from 'drizzle-orm';
import type { Db } from './client.ts';

/** Rejects when the database does not answer a trivial query. */
export async function checkDatabase(db: Db): Promise<void> {
  await db.execute(sql`select 1`);
}
