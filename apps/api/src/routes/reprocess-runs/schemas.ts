import { z } from '@hono/zod-openapi';
import { accountName } from '../../lists.ts';
import { idInput } from '../../openapi.ts';
import { toolParam } from '../tools/schemas.ts';

export const runParams = z.object({
  runId: idInput.openapi({ param: { name: 'runId', in: 'path' } }),
});

export const runStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelling', 'cancelled']);

const moment = z.iso.datetime({ offset: true }).or(z.iso.date()).openapi({ type: 'string', format: 'date-time' });

export const filterSchema = z
  .strictObject({
    account_id: accountName
      .optional()
      .describe('For operators: another account, or `*` for all. Default: your own account.'),
    tool: toolParam.optional(),
    analysis_id: idInput.optional(),
    from: moment.optional().describe('Created at or after this time.'),
    to: moment.optional().describe('Created before this time.'),
  })
  .describe('Which failed deliveries; without conditions, all of them.')
  .openapi('ReprocessFilter');

export const runRequestSchema = z
  .strictObject({
    filter: filterSchema,
    dry_run: z.boolean().default(false).describe('Only count the matches.'),
  })
  .openapi('ReprocessRunRequest');

const count = (what: string) => z.number().int().min(0).describe(what);

export const runSchema = z
  .object({
    run_id: z.uuid(),
    account_id: z.string(),
    status: runStatus,
    filter: filterSchema,
    matched: count('Failed deliveries that match; 0 until the run starts.'),
    processed: count('succeeded + failed.'),
    succeeded: count('Delivered.'),
    failed: count('Tried and still not delivered.'),
    percent: z.number().min(0).max(100).nullable().describe('Null until the run starts.'),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    requested_by: z.string().nullable(),
    trace_id: z.uuid(),
    status_url: z.string(),
    created_at: z.iso.datetime(),
    completed_at: z.iso.datetime().nullable(),
  })
  .openapi('ReprocessRun');
