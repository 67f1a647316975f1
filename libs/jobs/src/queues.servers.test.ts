import { randomUUID } from 'node:crypto';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createQueues, producerConnection, type Queues } from './index.ts';

const url = process.env.REDIS_URL ?? '';
const prefix = `sluice-queues-${randomUUID().slice(0, 8)}`;
let connection: Redis;
let queues: Queues;
beforeAll(() => {
  connection = producerConnection(url);
  queues = createQueues(connection, { prefix });
});
afterAll(async () => {
  await queues.queue('artifact-uploads').obliterate({ force: true });
  await queues.close();
  connection.disconnect();
});

it('runs work again that is requeued while its last job is ending', async () => {
  const id = randomUUID();
  const requeue = () => queues.requeue('upload-artifact', { download_id: id }, { jobId: id, accountId: 'account' });
  let runs = 0;
  let requeued: Promise<void> | undefined;
  const work = async (): Promise<void> => {
    // The row says by now that the work is done; the job ends a moment later.
    if (++runs === 1) requeued = requeue();
    await queues.check();
  };
  const worker = new Worker('artifact-uploads', work, { connection: { url }, prefix });
  onTestFinished(() => worker.close());
  await requeue();
  await expect.poll(() => runs).toBe(2);
  await requeued;
});
