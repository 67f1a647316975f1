import { type AppError, newId, redact, redactStart } from '@sluice/core';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { errorLogs, requestTraces } from '../schema/index.ts';

export interface NewTrace {
  readonly traceId: string;
  readonly operation: string;
  readonly parentTraceId?: string;
  readonly accountId?: string;
  readonly docId?: string;
  readonly jobId?: string;
  readonly metadata?: Record<string, unknown>;
}

/** Records the start of a trace. */
export async function startTrace(db: Db, trace: NewTrace): Promise<void> {
  await db
    .insert(requestTraces)
    .values(trace)
    .onDuplicateKeyUpdate({ set: { operation: trace.operation } });
}

/** Records the end of a trace, with what became known during the work. */
export async function finishTrace(
  db: Db,
  traceId: string,
  end: {
    readonly status: 'SUCCESS' | 'FAILED';
    readonly docId?: string;
    readonly jobId?: string;
    readonly metadata?: Record<string, unknown>;
  },
): Promise<void> {
  await db
    .update(requestTraces)
    .set({
      ...end,
      endTime: sql`now(3)`,
      durationMs: sql`timestampdiff(microsecond, ${requestTraces.startTime}, now(3)) div 1000`,
    })
    .where(eq(requestTraces.traceId, traceId));
}

/** A trace that is written only after it has ended, with times from the caller's clock. */
export interface EndedTrace extends NewTrace {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly startTime: Date;
  readonly endTime: Date;
}

/** Inserts many ended traces in one statement. Repeating it, after a lost response, changes nothing. */
export async function recordTraces(db: Db, traces: readonly EndedTrace[]): Promise<void> {
  if (traces.length === 0) return;
  const { status, startTime, endTime, durationMs, docId, jobId, metadata } = requestTraces;
  const changed = { status, startTime, endTime, durationMs, docId, jobId, metadata };
  await db
    .insert(requestTraces)
    .values(
      traces.map((trace) => ({
        ...trace,
        durationMs: Math.max(0, trace.endTime.getTime() - trace.startTime.getTime()),
      })),
    )
    .onDuplicateKeyUpdate({
      set: Object.fromEntries(
        Object.entries(changed).map(([key, column]) => [key, sql`values(${sql.identifier(column.name)})`]),
      ),
    });
}

export interface NewErrorLog {
  readonly traceId: string;
  readonly operation: string;
  readonly error: AppError;
  /** A more specific code than the error has, for operators. */
  readonly code?: string;
  /** Given where the same error may be written twice. */
  readonly errorId?: string;
  readonly context?: Record<string, unknown>;
}

/** Records an error under its trace and the trace's account, with secrets redacted. */
export async function logError(db: Db, entry: NewErrorLog): Promise<void> {
  const { traceId, operation, error, code = error.code, errorId = newId(), context } = entry;
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : '';
  const { accountId } = requestTraces;
  const row = {
    errorId,
    traceId,
    accountId: sql`(select ${accountId} from ${requestTraces} where ${requestTraces.traceId} = ${traceId})`,
    operation,
    errorCode: code,
    errorMessage: redactStart(error.message, 1_024),
    stackTrace: redactStart(`${error.stack ?? ''}${cause}`, 16_000),
    contextData: redact({ ...error.context, ...context }) as Record<string, unknown>,
  };
  await db.insert(errorLogs).values(row).onDuplicateKeyUpdate({ set: { errorId } });
}
