import type { z } from '@hono/zod-openapi';
import { publicMessage } from '@sluice/core';
import type { ErrorLog, RequestTrace, TraceFamily } from '@sluice/db/traces';
import type { Role } from '../../auth/verify-token.ts';
import type { errorLogSchema, traceFamilySchema, traceSchema } from './schemas.ts';

/** A trace as the API returns it. */
export const viewTrace = (trace: RequestTrace): z.output<typeof traceSchema> => ({
  trace_id: trace.traceId,
  account_id: trace.accountId,
  parent_trace_id: trace.parentTraceId,
  operation: trace.operation,
  doc_id: trace.docId,
  job_id: trace.jobId,
  status: trace.status,
  start_time: trace.startTime.toISOString(),
  end_time: trace.endTime?.toISOString() ?? null,
  duration_ms: trace.durationMs,
  metadata: trace.metadata,
});

/** An error as the role may see it: only operators see internals. */
export const viewError = (error: ErrorLog, role: Role): z.output<typeof errorLogSchema> => ({
  error_id: error.errorId,
  trace_id: error.traceId,
  account_id: error.accountId,
  operation: error.operation,
  code: error.errorCode,
  message:
    role === 'operator' ? error.errorMessage : publicMessage({ code: error.errorCode, message: error.errorMessage }),
  created_at: error.createdAt.toISOString(),
  ...(role === 'operator' ? { stack_trace: error.stackTrace, context: error.contextData } : {}),
});

export const viewTraceFamily = (family: TraceFamily, role: Role): z.output<typeof traceFamilySchema> => ({
  ...viewTrace(family.trace),
  parents: family.parents.map(viewTrace),
  children: family.children.map(viewTrace),
  errors: family.errors.map((error) => viewError(error, role)),
});
