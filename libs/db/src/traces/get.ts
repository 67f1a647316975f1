import { and, asc, eq, inArray } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { type ErrorLog, errorLogs, type RequestTrace, requestTraces } from '../schema/index.ts';

/** The maximum depth from a trace to its root request; in practice it is one or two. */
const MAX_PARENTS = 10;
/** Limit for the jobs and errors returned with a trace. */
const MAX_SHOWN = 200;

export interface TraceKey {
  readonly accountId: AccountScope;
  readonly traceId: string;
}

/** A trace with its parents, jobs and errors, each in chronological order. */
export interface TraceFamily {
  readonly trace: RequestTrace;
  /** Its parent traces, root first. */
  readonly parents: readonly RequestTrace[];
  /** The first 200 jobs that it started. */
  readonly children: readonly RequestTrace[];
  /** The first 200 errors of the trace and its children. */
  readonly errors: readonly ErrorLog[];
}

/** The trace with those of its parents, jobs and errors that are in the account scope, or undefined. */
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
