import { z } from '@hono/zod-openapi';
import { idInput } from '../../openapi.ts';

export const traceParams = z.object({
  traceId: idInput.openapi({ param: { name: 'traceId', in: 'path' } }),
});

export const traceStatus = z.enum(['IN_PROGRESS', 'SUCCESS', 'FAILED']);

/** A request, or one attempt at a job. */
export const traceSchema = z
  .object({
    trace_id: z.string(),
    account_id: z
      .string()
      .nullable()
      .describe('Null when it belongs to no account, such as a job whose row was deleted.'),
    parent_trace_id: z.string().nullable().describe('The trace that started it: for a job, its request.'),
    operation: z.string().describe('Method and route pattern, or the kind of a job.'),
    doc_id: z.string().nullable(),
    job_id: z.string().nullable().describe('The import, analysis or re-processing run.'),
    status: traceStatus,
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime().nullable(),
    duration_ms: z.number().int().nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('Trace');

/** An error; only operators see its internal message, stack trace and context. */
export const errorLogSchema = z
  .object({
    error_id: z.uuid(),
    trace_id: z.string().nullable(),
    account_id: z.string().nullable(),
    operation: z.string(),
    code: z.string(),
    message: z.string(),
    created_at: z.iso.datetime(),
    stack_trace: z.string().nullable().optional().describe('Only for operators.'),
    context: z.record(z.string(), z.unknown()).nullable().optional().describe('Only for operators.'),
  })
  .openapi('ErrorLog');

export const traceFamilySchema = traceSchema
  .extend({
    parents: z.array(traceSchema).describe('The traces that led to it, the first cause first.'),
    children: z.array(traceSchema).describe('Jobs it started, in order of time; the first 200.'),
    errors: z.array(errorLogSchema).describe('Its errors and those of its children, in order of time; the first 200.'),
  })
  .openapi('TraceFamily');
