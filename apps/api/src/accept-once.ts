import { type Db, type Tx, withTransaction } from '@sluice/db';
import type { AppContext } from './context.ts';

/**
 * Writes the row of accepted work and returns the response. With an idempotency key the response is recorded in the
 * same transaction, so a repeated request never accepts the work twice, even after a crash.
 */
export async function acceptOnce<T extends { readonly status_url: string }>(
  c: AppContext,
  db: Db,
  write: (db: Db | Tx) => Promise<T>,
): Promise<T> {
  const { idempotent } = c.var;
  if (!idempotent) return write(db);
  return withTransaction(db, async (tx) => {
    const answer = await write(tx);
    await idempotent.record({ status: 202, location: answer.status_url, body: JSON.stringify(answer) }, tx);
    return answer;
  });
}
