import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable, MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { withTransaction } from '../transaction.ts';
import { queueVerbs } from './queue-verbs.ts';
import type { Edge } from './transitions.ts';
import type { Attempt, Claim, Failure, StatusOf, Work, WorkDefinition, WorkSet, WorkTable } from './types.ts';

/** The longest message that fits in a row. */
const MESSAGE_LENGTH = 1_024;
const now = sql`now(3)`;

/** A failure as stored in a row. */
export const failureColumns = ({ code, message }: Failure) => ({
  errorCode: code,
  errorMessage: message.slice(0, MESSAGE_LENGTH),
});

/** Creates the verbs of one kind of work for its table and transitions. */
export function defineWork<
  T extends WorkTable,
  C extends Readonly<Record<string, MySqlColumn>>,
  E extends Readonly<Record<'claim' | 'fail' | 'cancel' | 'cancelled' | 'retry', Edge>> &
    Readonly<Record<string, Edge>>,
  Given extends readonly unknown[] = [],
>(
  definition: WorkDefinition<T, C, E, Given>,
): Work<T, Pick<T['$inferSelect'], keyof C & keyof T['$inferSelect']>, keyof E, Given> {
  type Row = Pick<T['$inferSelect'], keyof C & keyof T['$inferSelect']>;
  type Set = WorkSet<T> | Record<string, unknown>;
  const { id: idColumn, waiting, edges, columns, onClaim, onRetry } = definition;
  const table: WorkTable = definition.table;
  const { accountId, status, attempt, errorCode } = table;

  /** drizzle's column types need a concrete table; `WorkSet<T>` has checked them. */
  const update = async (db: Db | Tx, set: Set, where: SQL | undefined): Promise<number> => {
    const [{ affectedRows }] = await db
      .update(table as MySqlTable)
      .set({ updatedAt: now, ...set } as MySqlUpdateSetSource<MySqlTable>)
      .where(where);
    return affectedRows;
  };
  const ofAttempt = (newest: number): SQL => eq(attempt, newest);
  const ofRow = (at: Attempt): SQL | undefined => and(eq(idColumn, at.id), ofAttempt(at.attempt));

  async function changeStatus(db: Db | Tx, id: string, name: keyof E, set: Set = {}, guard?: SQL): Promise<boolean> {
    const { from, to } = edges[name] as Edge;
    const changed = await update(db, { ...set, status: to }, and(eq(idColumn, id), inArray(status, [...from]), guard));
    return changed === 1;
  }

  async function get(db: Db | Tx, id: string): Promise<Row | undefined> {
    const [row] = await db
      .select({ ...columns })
      .from(table as MySqlTable)
      .where(eq(idColumn, id));
    return row as Row | undefined;
  }

  return {
    get,
    changeStatus,
    ofAttempt,
    ...queueVerbs(definition),

    claim: (db, id, ...given) =>
      withTransaction(db, async (tx): Promise<Claim<Row>> => {
        const claimed = await changeStatus(tx, id, 'claim', {
          ...onClaim?.(...given),
          attempt: sql`${attempt} + 1`,
          errorCode: null,
          errorMessage: null,
        });
        const row = await get(tx, id);
        return claimed && row ? { claimed: true, row } : { claimed: false, row };
      }),

    async watch(db, id) {
      const [row] = await db
        .select({ status, attempt })
        .from(table as MySqlTable)
        .where(eq(idColumn, id));
      return row as { status: StatusOf<T>; attempt: number } | undefined;
    },

    fail: (db, id, { attempt: newest, ...failure }) =>
      changeStatus(
        db,
        id,
        'fail',
        { ...failureColumns(failure), completedAt: now },
        newest === undefined ? undefined : ofAttempt(newest),
      ),

    retry: (db, id) =>
      changeStatus(db, id, 'retry', {
        ...onRetry,
        enqueuedAt: null,
        completedAt: null,
        errorCode: null,
        errorMessage: null,
      }),

    async noteFailure(db, at, failure) {
      await update(db, failureColumns(failure), ofRow(at));
    },

    requestCancel(db, { accountId: owner, id }) {
      const ofOwner = eq(accountId, owner);
      return withTransaction(db, async (tx) => {
        const [row] = await tx
          .select({ status, errorCode })
          .from(table as MySqlTable)
          .where(and(eq(idColumn, id), ofOwner))
          .for('update');
        const asked = await changeStatus(tx, id, 'cancel', {}, ofOwner);
        // The error of a failed attempt remains until the next claim.
        const idle = row?.status === waiting || row?.errorCode != null;
        if (asked && idle) await changeStatus(tx, id, 'cancelled', { completedAt: now }, ofOwner);
        return asked;
      });
    },

    finishCancel: (db, id) => changeStatus(db, id, 'cancelled', { completedAt: now }),
  };
}
