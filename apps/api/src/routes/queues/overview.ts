import type { z } from '@hono/zod-openapi';
import { AppError, inTime } from '@sluice/core';
import { accountOf, type QueueName, type Queues, queueNames } from '@sluice/jobs';
import type { queueSchema } from './schemas.ts';

const PATIENCE_MS = 3_000;
const MOST_RUNNING = 100;

type QueueView = z.output<typeof queueSchema>;

/** The current state of every queue. @throws AppError QUEUE_UNAVAILABLE when Redis does not answer within three seconds */
export async function overviewOf(queues: Queues): Promise<QueueView[]> {
  try {
    return await inTime(Promise.all(queueNames.map((name) => queueView(queues, name))), PATIENCE_MS);
  } catch (cause) {
    throw new AppError(
      'QUEUE_UNAVAILABLE',
      'Redis did not answer, so the state of the queues is unknown. Try again in a moment.',
      {
        retryable: true,
        cause,
      },
    );
  }
}

async function queueView(queues: Queues, name: QueueName): Promise<QueueView> {
  const queue = queues.queue(name);
  const [counts, paused, oldest, clients, running] = await Promise.all([
    queue.getJobCounts('waiting', 'active', 'delayed', 'failed', 'completed', 'prioritized'),
    queue.isPaused(),
    queues.oldestWaiting(name),
    queue.getWorkers(),
    queue.getActive(0, MOST_RUNNING - 1),
  ]);
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0, completed = 0 } = counts;
  return {
    name,
    paused,
    counts: { waiting: waiting + prioritized, active, delayed, failed, completed },
    oldest_waiting_seconds: oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1_000) : null,
    workers: clients.filter(({ id }) => id !== undefined).map(workerView),
    // One that has just ended may be missing.
    running: running.filter((job) => job !== undefined).map(runningView),
  };
}

type ActiveJob = Awaited<ReturnType<ReturnType<Queues['queue']>['getActive']>>[number];

function runningView(job: ActiveJob): QueueView['running'][number] {
  const { id = '', name, processedBy, processedOn } = job;
  return {
    ...{ id, kind: name, account_id: accountOf(job) ?? null },
    worker: processedBy ?? null,
    started_at: processedOn === undefined ? null : new Date(processedOn).toISOString(),
  };
}

/** A connection from CLIENT LIST without its address. BullMQ puts the worker's name after `:w:`. */
function workerView({ id = '', rawname = '', age }: Readonly<Record<string, string>>): QueueView['workers'][number] {
  const since = age === undefined ? null : new Date(Date.now() - Number(age) * 1_000).toISOString();
  return { id, name: rawname.split(':w:')[1] ?? null, since };
}
