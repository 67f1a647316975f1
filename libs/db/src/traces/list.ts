import { and, desc, eq, gte, inArray, lt, or } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { inOrder, type ListIndexes, olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type ErrorLog, errorLogs, type RequestTrace, requestTraces, type TraceStatus } from '../schema/index.ts';

export interface TraceFilter {
  readonly accountId: AccountScope;
  /** The id of a trace, its parent, its job or its document. */
  readonly id?: string;
  readonly operation?: string;
  readonly status?: readonly TraceStatus[];
  readonly jobId?: string;
  readonly docId?: string;
  /** Started at or after. */
  readonly from?: Date;
  /** Started before. */
  readonly to?: Date;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

const traceIndexes: ListIndexes = {
  account: 'request_traces_account',
  accountStatus: 'request_traces_status',
  every: 'request_traces_start',
};
const errorIndexes: ListIndexes = { account: 'error_logs_account', every: 'error_logs_created' };

/** An id or a name that has indexes of its own. */
const isNamed = ({ id, jobId, docId, operation }: TraceFilter): boolean =>
  [id, jobId, docId, operation].some((one) => one !== undefined);

/** Traces, newest first. */
export async function listTraces(db: Db, filter: TraceFilter): Promise<Page<RequestTrace>> {
  const { accountId, operation, status, jobId, docId, startTime, traceId, parentTraceId } = requestTraces;
  const rows = await db
    .select()
    .from(requestTraces, isNamed(filter) ? {} : inOrder(traceIndexes, filter))
    .where(
      and(
        inScope(accountId, filter.accountId),
        filter.id === undefined
          ? undefined
          : or(...[traceId, parentTraceId, jobId, docId].map((id) => eq(id, filter.id as string))),
        filter.operation === undefined ? undefined : eq(operation, filter.operation),
        filter.status?.length ? inArray(status, [...filter.status]) : undefined,
        filter.jobId === undefined ? undefined : eq(jobId, filter.jobId),
        filter.docId === undefined ? undefined : eq(docId, filter.docId),
        filter.from && gte(startTime, filter.from),
        filter.to && lt(startTime, filter.to),
        olderThan(startTime, traceId, filter.cursor),
      ),
    )
    .orderBy(desc(startTime), desc(traceId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}

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
  const named = [filter.code, filter.operation, filter.traceId].some((one) => one !== undefined);
  const rows = await db
    .select()
    .from(errorLogs, named ? {} : inOrder(errorIndexes, filter))
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
