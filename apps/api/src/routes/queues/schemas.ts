import { z } from '@hono/zod-openapi';
import { queueNames } from '@sluice/jobs';

const count = (what: string) => z.number().int().min(0).describe(what);

const workerSchema = z
  .object({
    id: z.string().describe('Of its connection to Redis.'),
    name: z.string().nullable().describe('Host and process, where the worker says so.'),
    since: z.iso.datetime().nullable().describe('When it connected.'),
  })
  .openapi('QueueWorker');

export const queueSchema = z
  .object({
    name: z.enum(queueNames),
    paused: z.boolean(),
    counts: z.object({
      waiting: count('Ready to be taken.'),
      active: count('With a worker.'),
      delayed: count('Waiting for their next attempt.'),
      failed: count('Failed for good, kept for a week at most.'),
      completed: count('Kept for a day at most.'),
    }),
    oldest_waiting_seconds: z
      .number()
      .min(0)
      .nullable()
      .describe('Age of the job that has waited longest; null: none.'),
    workers: z.array(workerSchema),
  })
  .openapi('Queue');
