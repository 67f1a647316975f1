import { and, desc, eq, gte, lt } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type ErrorLog, errorLogs } from '../schema/index.ts';

export interface ErrorFilter {
  readonly accountId: AccountScope;
  readonly code?: string;
  readonly operation?: string;
  readonly traceId?: string;
  /** At or after. */
  readonly from?: Date;
  /** Before. */
  readonly to?: Date;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

/** Errors of requests and jobs, newest first. */
export async function listErrors(db: Db, filter: ErrorFilter): Promise<Page<ErrorLog>> {
  const { accountId, errorCode, operation, traceId, createdAt, errorId } = errorLogs;
  const rows = await db
    .select()
    .from(errorLogs)
    .where(
      and(
        inScope(accountId, filter.accountId),
        filter.code === undefined ? undefined : eq(errorCode, filter.code),
        filter.operation === undefined ? undefined : eq(operation, filter.operation),
        filter.traceId === undefined ? undefined : eq(traceId, filter.traceId),
        filter.from && gte(createdAt, filter.from),
        filter.to && lt(createdAt, filter.to),
        olderThan(createdAt, errorId, filter.cursor),
      ),
    )
    .orderBy(desc(createdAt), desc(errorId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}
