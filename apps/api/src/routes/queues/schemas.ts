import { z } from '@hono/zod-openapi';
import { queueNames } from '@sluice/jobs';

const count = (what: string) => z.number().int().min(0).describe(what);

const workerSchema = z
  .object({
    id: z.string().describe('ID of its Redis connection.'),
    name: z.string().nullable().describe('Host and process ID, where known.'),
    since: z.iso.datetime().nullable().describe('When it connected.'),
  })
  .openapi('QueueWorker');

const runningSchema = z
  .object({
    id: z.string(),
    kind: z.string().describe('The kind of job, such as `import-file`.'),
    account_id: z.string().nullable().describe("Null for the installation's own jobs."),
    worker: z.string().nullable().describe('The `name` of the worker that runs it.'),
    started_at: z.iso.datetime().nullable().describe('When this attempt started.'),
  })
  .openapi('RunningJob');

export const queueSchema = z
  .object({
    name: z.enum(queueNames),
    paused: z.boolean(),
    counts: z.object({
      waiting: count('Ready to run.'),
      active: count('Running.'),
      delayed: count('Waiting for a retry.'),
      failed: count('Failed permanently; kept for up to a week.'),
      completed: count('Completed; kept for up to a day.'),
    }),
    oldest_waiting_seconds: z
      .number()
      .min(0)
      .nullable()
      .describe('Age of the oldest waiting job; null when none waits.'),
    workers: z.array(workerSchema),
    running: z.array(runningSchema).describe('The first 100 of its running jobs.'),
  })
  .openapi('Queue');
