import { z } from '@hono/zod-openapi';

export const traceParams = z.object({
  traceId: z.uuid().openapi({ param: { name: 'traceId', in: 'path' } }),
});

export const traceStatus = z.enum(['IN_PROGRESS', 'SUCCESS', 'FAILED']);

/** A request, or one attempt at a job. */
export const traceSchema = z
  .object({
    trace_id: z.string(),
    account_id: z.string().nullable().describe('Null: of nobody, such as a job whose row is gone.'),
    parent_trace_id: z.string().nullable().describe('What it was begun by: for a job the request that asked for it.'),
    operation: z.string().describe('Method and pattern of a route, or the kind of a job.'),
    doc_id: z.string().nullable(),
    job_id: z.string().nullable().describe('The import, analysis or run.'),
    status: traceStatus,
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime().nullable(),
    duration_ms: z.number().int().nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('Trace');

/** What went wrong; stack and context are for operators. */
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
    parents: z.array(traceSchema).describe('What it was begun by, the first cause first.'),
    children: z.array(traceSchema).describe('Jobs that it began, in order of time; the first 200.'),
    errors: z.array(errorLogSchema).describe('Its own and those of its children, in order of time; the first 200.'),
  })
  .openapi('TraceFamily');
