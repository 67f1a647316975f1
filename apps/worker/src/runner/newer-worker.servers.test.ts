import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createQueues, producerConnection } from '@sluice/jobs';
import { type Job, Worker } from 'bullmq';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { leaveToNewer } from './newer-worker.ts';

const url = process.env.REDIS_URL ?? '';
const logger = pino({ level: 'silent' });

it.each([0, 3])('wakes an idle worker for a job of priority %i', { timeout: 60_000 }, async (priority) => {
  const prefix = `sluice-newer-${randomUUID().slice(0, 8)}`;
  const connection = producerConnection(url);
  const queues = createQueues(connection, { prefix });
  const queue = queues.queue('previews');
  // Without being woken, an idle worker looks for jobs after five minutes.
  const options = { connection: { url }, prefix, drainDelay: 300, autorun: false };
  const newer = new Worker(queue.name, async () => 'done', options);
  const leave = async (job: Job, token?: string) => {
    const idle = once(newer, 'drained');
    void newer.run();
    await idle;
    return leaveToNewer({ queues, logger, job, token, ms: 300_000, answersCaller: true });
  };
  const old = new Worker(queue.name, leave, options);
  void old.run();
  const taken = once(newer, 'completed');
  const { id } = await queue.add('preview-import', { account_id: 'one' }, priority ? { priority } : {});

  expect(await taken).toMatchObject([{ id }, 'done', 'active']);
  await Promise.all([newer.close(true), old.close(true)]);
  await queue.obliterate({ force: true });
  await queues.close();
  connection.disconnect();
});
