import { and, asc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { MySqlTable, MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import { unfinishedStatuses, type WaitingStatus } from './transitions.ts';
import type { StatusOf, Work, WorkTable } from './types.ts';

interface QueuedTable<T extends WorkTable> {
  readonly table: T;
  readonly id: T['status'];
  readonly waiting: WaitingStatus;
  readonly accountIndex: string;
  readonly statusIndex: string;
}

type QueueVerbs<T extends WorkTable> = Pick<
  Work<T, unknown, string, []>,
  'markEnqueued' | 'listUnqueued' | 'countUnfinished'
>;

/** The verbs that keep the rows of a table and their jobs in the queue consistent. */
export function queueVerbs<T extends WorkTable>(definition: QueuedTable<T>): QueueVerbs<T> {
  const { table, id, waiting, accountIndex, statusIndex } = definition;
  const { accountId, status, enqueuedAt, createdAt, updatedAt }: WorkTable = table;
  const rows = table as MySqlTable;
  const unfinished = inArray(status, unfinishedStatuses(waiting));

  return {
    async markEnqueued(db, ids) {
      if (ids.length === 0) return;
      await db
        .update(rows)
        .set({ enqueuedAt: sql`now(3)` } as MySqlUpdateSetSource<MySqlTable>)
        .where(inArray(id, [...ids]));
    },

    async listUnqueued(db, { graceSeconds, quietSeconds, limit, afterId = '' }) {
      const lost = and(
        eq(status, waiting),
        isNull(enqueuedAt),
        lt(createdAt, sql`now(3) - interval ${graceSeconds} second`),
      );
      const quiet = and(unfinished, lt(updatedAt, sql`now(3) - interval ${quietSeconds} second`));
      const found = await db
        .select({ id, accountId, status })
        .from(rows, { forceIndex: statusIndex })
        .where(and(unfinished, gt(id, afterId), or(lost, quiet)))
        .orderBy(asc(id))
        .limit(limit);
      return found as { id: string; accountId: string; status: StatusOf<T> }[];
    },

    async countUnfinished(db, accounts, atMost) {
      if (accounts.length === 0) return [];
      const counts = accounts.map((account, n) => {
        const some = db
          .select({ id })
          .from(rows, { useIndex: accountIndex })
          .where(and(eq(accountId, account), unfinished))
          .limit(atMost);
        return sql`select ${n} as n, count(*) as count from (${some}) as unfinished`;
      });
      const [found] = (await db.execute(sql.join(counts, sql` union all `))) as unknown as [
        { n: number; count: number }[],
      ];
      const byAccount = new Map(found.map(({ n, count }) => [Number(n), Number(count)]));
      return accounts.map((_, n) => byAccount.get(n) ?? 0);
    },
  };
}
