import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createQueues, producerConnection } from '@sluice/jobs';
import { Worker } from 'bullmq';
import { expect, it, onTestFinished } from 'vitest';
import type { WorkerEnv } from '../env.ts';
import { scheduleJobs } from './schedule.ts';

const url = process.env.REDIS_URL ?? '';
const HOUR_MS = 3_600_000;
const every = (probeMs: number) =>
  ({ ORPHAN_SWEEP_MS: HOUR_MS, SESSION_SWEEP_MS: HOUR_MS, STORAGE_PROBE_MS: probeMs }) as WorkerEnv;

/** Queues that the test has for itself. */
function open() {
  const prefix = `sluice-schedule-${randomUUID().slice(0, 8)}`;
  const connection = producerConnection(url);
  const queues = createQueues(connection, { prefix });
  const queue = queues.queue('maintenance');
  onTestFinished(async () => {
    await queue.obliterate({ force: true });
    await queues.close();
    connection.disconnect();
  });
  return { queues, queue, prefix };
}

it.each([
  ['shorter', 6 * HOUR_MS, 200],
  ['longer', 100, 300],
])(
  'a job whose interval becomes %s keeps to it, also after a run was missed',
  async (_, before, after) => {
    const { queues, queue, prefix } = open();
    await scheduleJobs({ queues, env: every(before) });
    expect(await scheduleJobs({ queues, env: every(after) })).toEqual(['probe-storage']);
    expect(await scheduleJobs({ queues, env: every(after) })).toEqual([]);
    // No worker is there to run it in time.
    await delay(2 * after);

    const worker = new Worker(queue.name, async () => 'done', { connection: { url }, prefix, autorun: false });
    onTestFinished(() => worker.close(true));
    const fourProbes = new Promise<void>((resolve) => {
      let probes = 0;
      worker.on('completed', ({ name }) => {
        if (name === 'probe-storage' && ++probes === 4) resolve();
      });
    });
    void worker.run();
    await fourProbes;
  },
  60_000,
);

it('a schedule with the offset of a longer interval is registered again', async () => {
  const { queues, queue } = open();
  await scheduleJobs({ queues, env: every(6 * HOUR_MS) });
  await queue.upsertJobScheduler('probe-storage', { every: 200 });
  expect((await queue.getJobScheduler('probe-storage'))?.offset).toBeGreaterThan(200);
  expect(await scheduleJobs({ queues, env: every(200) })).toEqual(['probe-storage']);
  expect((await queue.getJobScheduler('probe-storage'))?.offset).toBeLessThan(200);
});
