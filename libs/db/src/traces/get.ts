import { and, asc, eq, inArray } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { type ErrorLog, errorLogs, type RequestTrace, requestTraces } from '../schema/index.ts';

/** Steps up from a trace to the request that began it; work of ours takes one or two. */
const MAX_PARENTS = 10;
/** Jobs and errors that are told with a trace. */
const MAX_SHOWN = 200;

export interface TraceKey {
  readonly accountId: AccountScope;
  readonly traceId: string;
}

/** A trace with its surroundings, each in order of time. */
export interface TraceFamily {
  readonly trace: RequestTrace;
  /** What it was begun by, the first cause first. */
  readonly parents: readonly RequestTrace[];
  /** The jobs that it began, the first 200. */
  readonly children: readonly RequestTrace[];
  /** Of the trace and its children, the first 200. */
  readonly errors: readonly ErrorLog[];
}

/** The trace with its parents, jobs and errors, as far as they are in the scope, if there is one. */
export async function getTraceFamily(db: Db, key: TraceKey): Promise<TraceFamily | undefined> {
  const trace = await getTrace(db, key);
  if (!trace) return undefined;
  const [parents, children] = await Promise.all([parentsOf(db, trace, key), childrenOf(db, key)]);
  const errors = await errorsOf(db, key.accountId, [trace, ...children]);
  return { trace, parents, children, errors };
}

async function getTrace(db: Db, { accountId, traceId }: TraceKey): Promise<RequestTrace | undefined> {
  const [trace] = await db
    .select()
    .from(requestTraces)
    .where(and(eq(requestTraces.traceId, traceId), inScope(requestTraces.accountId, accountId)));
  return trace;
}

async function parentsOf(db: Db, trace: RequestTrace, { accountId }: TraceKey): Promise<RequestTrace[]> {
  const parents: RequestTrace[] = [];
  for (let at = trace; at.parentTraceId !== null && parents.length < MAX_PARENTS; at = parents[0] as RequestTrace) {
    const parent = await getTrace(db, { accountId, traceId: at.parentTraceId });
    if (!parent) break;
    parents.unshift(parent);
  }
  return parents;
}

async function childrenOf(db: Db, { accountId, traceId }: TraceKey): Promise<RequestTrace[]> {
  const { parentTraceId, startTime } = requestTraces;
  return db
    .select()
    .from(requestTraces)
    .where(and(eq(parentTraceId, traceId), inScope(requestTraces.accountId, accountId)))
    .orderBy(asc(startTime), asc(requestTraces.traceId))
    .limit(MAX_SHOWN);
}

async function errorsOf(db: Db, accountId: AccountScope, traces: readonly RequestTrace[]): Promise<ErrorLog[]> {
  const ids = traces.map(({ traceId }) => traceId);
  return db
    .select()
    .from(errorLogs)
    .where(and(inArray(errorLogs.traceId, ids), inScope(errorLogs.accountId, accountId)))
    .orderBy(asc(errorLogs.createdAt), asc(errorLogs.errorId))
    .limit(MAX_SHOWN);
}
