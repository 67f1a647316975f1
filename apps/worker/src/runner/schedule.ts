import type { Logger } from '@sluice/core';
import { contractOf, type JobKind, jobKinds, type Queues } from '@sluice/jobs';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { WorkerEnv } from '../env.ts';

interface Schedule {
  readonly queues: Queues;
  readonly env: WorkerEnv;
}

/** States of a job that is still to run or runs. */
const AHEAD = new Set(['delayed', 'waiting', 'prioritized', 'waiting-children', 'active']);
const OPTIONS = { removeOnComplete: { count: 10 }, removeOnFail: { count: 100 } };

/**
 * Registers every scheduled job that Redis does not have, or has with another interval. Any number of workers may do so as
 * they start.
 */
export const scheduleJobs = (schedule: Schedule): Promise<JobKind[]> => addMissing(schedule, { intervals: true });

/**
 * Returns the kinds that were missing. The others are left alone: registering one again would move a job that waits to the
 * end of its queue, and workers with different intervals would overwrite each other.
 */
async function addMissing({ queues, env }: Schedule, { intervals = false } = {}): Promise<JobKind[]> {
  const added: JobKind[] = [];
  for (const name of jobKinds) {
    const { queue, every } = contractOf(name);
    if (every === undefined) continue;
    const interval = typeof every === 'number' ? every : env[every];
    const own = queues.queue(queue);
    if (await isScheduled(own, name, intervals ? interval : undefined)) continue;
    // Otherwise BullMQ 6.7 keeps the offset within the old interval, and after a missed run the next one comes as late as that.
    await own.removeJobScheduler(name);
    await own.upsertJobScheduler(name, { every: interval }, { name, data: {}, opts: OPTIONS });
    added.push(name);
  }
  return added;
}

async function isScheduled(queue: Queue, name: JobKind, interval: number | undefined): Promise<boolean> {
  const known = await queue.getJobScheduler(name);
  if (known?.next === undefined || (interval !== undefined && known.every !== interval)) return false;
  // Left by a release that did not remove the schedule of another interval.
  if (known.offset !== undefined && known.every !== undefined && known.offset >= known.every) return false;
  return AHEAD.has(await queue.getJobState(`repeat:${name}:${known.next}`));
}

/**
 * Schedules live in Redis, which may lose them: by FLUSHALL, by a restart without persistence, by a failover to an empty
 * replica. So they are checked whenever Redis is reachable again, and by a timer of this process. Returns how to stop.
 */
export function keepScheduled({ redis, logger, ...schedule }: Schedule & { redis: Redis; logger: Logger }): () => void {
  let checking = false;
  const check = async (): Promise<void> => {
    if (checking) return;
    checking = true;
    try {
      const kinds = await addMissing(schedule);
      if (kinds.length > 0) logger.warn({ kinds }, 'Redis had lost scheduled jobs; registered them again');
    } catch (err) {
      logger.warn({ err }, 'could not check the scheduled jobs');
    } finally {
      checking = false;
    }
  };
  const onReady = () => void check();
  redis.on('ready', onReady);
  const timer = setInterval(onReady, schedule.env.SCHEDULE_CHECK_MS);
  return () => {
    clearInterval(timer);
    redis.off('ready', onReady);
  };
}
