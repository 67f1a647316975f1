import { and, desc, eq, gte, lt, or, sql } from 'drizzle-orm';
import { type AccountScope, everyAccount, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { type Page, page } from '../page.ts';
import { errorLogs } from '../schema/index.ts';

/** The errors with one code. */
export interface ErrorGroup {
  readonly code: string;
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

export interface ErrorGroupFilter {
  readonly accountId: AccountScope;
  /** At or after. */
  readonly from?: Date;
  /** Before. */
  readonly to?: Date;
  readonly cursor?: { readonly last: Date; readonly code: string };
  readonly limit: number;
}

/** The errors of requests and jobs by code, those that happened last first. Reads an index with the code and the time. */
export async function groupErrors(db: Db, filter: ErrorGroupFilter): Promise<Page<ErrorGroup>> {
  const { accountId, errorCode: code, createdAt } = errorLogs;
  const { from, to, cursor, limit } = filter;
  const last = sql<Date>`max(${createdAt})`.mapWith(createdAt);
  const rows = await db
    .select({
      code,
      count: sql`count(*)`.mapWith(Number),
      first: sql<Date>`min(${createdAt})`.mapWith(createdAt),
      last,
    })
    .from(errorLogs, {
      forceIndex: filter.accountId === everyAccount ? 'error_logs_code' : 'error_logs_account_code',
    })
    .where(and(inScope(accountId, filter.accountId), from && gte(createdAt, from), to && lt(createdAt, to)))
    .groupBy(code)
    .having(cursor && or(lt(last, cursor.last), and(eq(last, cursor.last), lt(code, cursor.code))))
    .orderBy(desc(last), desc(code))
    .limit(limit + 1);
  return page(rows, limit);
}
