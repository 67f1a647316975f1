import { inTime, type Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import { listHolds } from '@sluice/db/retention';
import { listServerHealth } from '@sluice/db/storage-servers';
import { type QueueName, type Queues, queueNames } from '@sluice/jobs';
import { Gauge, type Registry } from 'prom-client';

/** Maximum time a scrape waits for Redis and MySQL; Prometheus itself times out after 10 s. */
const PATIENCE_MS = 3_000;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** Sources of values that are not local to a worker. */
export interface Sources {
  readonly db: Db;
  readonly queues: Queues;
  /** A storage server whose last heartbeat is older than this counts as down. */
  readonly staleSeconds: number;
  readonly logger: Logger;
}

/** BullMQ counts jobs that wait for their account's turn separately; to people, they are waiting jobs. */
async function countsOf(queues: Queues, name: QueueName): Promise<Record<string, number>> {
  const counts = await queues.queue(name).getJobCounts(...STATES, 'prioritized');
  return { ...counts, waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0) };
}

/** Queries Redis and MySQL for each scrape. The values of a source that fails or times out are omitted. */
export function lookedUpMetrics(
  { db, queues, staleSeconds, logger }: Sources,
  registry: Registry,
): () => Promise<void> {
  const { up, jobs, serverUp, usedBytes, freeBytes, holds } = gauges(registry);
  const refresh = async <T>(source: string, work: Promise<T>, old: readonly Gauge[], show: (answer: T) => void) => {
    try {
      const answer = await inTime(work, PATIENCE_MS);
      for (const gauge of old) gauge.reset();
      show(answer);
      up.set({ source }, 1);
    } catch (err) {
      for (const gauge of old) gauge.reset();
      up.set({ source }, 0);
      logger.debug({ err, source }, 'could not read a metrics source for this scrape');
    }
  };
  const queueCounts = () => Promise.all(queueNames.map(async (name) => [name, await countsOf(queues, name)] as const));
  const fromMySql = async () => ({ servers: await listServerHealth(db, staleSeconds), held: await listHolds(db) });
  return async () => {
    await Promise.all([
      refresh('redis', queueCounts(), [jobs], (counts) => {
        for (const [queue, states] of counts)
          for (const state of STATES) jobs.set({ queue, state }, states[state] ?? 0);
      }),
      refresh('mysql', fromMySql(), [serverUp, usedBytes, freeBytes, holds], ({ servers, held }) => {
        for (const { sweep, bucket, affected } of held) holds.set({ sweep, bucket }, Math.max(1, affected));
        for (const { name: server, status, healthy, usedSpace, availableSpace } of servers) {
          serverUp.set({ server, status }, healthy ? 1 : 0);
          usedBytes.set({ server }, usedSpace);
          if (availableSpace !== null) freeBytes.set({ server }, availableSpace);
        }
      }),
    ]);
  };
}

function gauges(registry: Registry) {
  const gauge = (name: string, labelNames: string[], help: string): Gauge =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  return {
    up: gauge('sluice_scrape_source_up', ['source'], '1 if Redis or MySQL answered this scrape in time.'),
    jobs: gauge('sluice_queue_jobs', ['queue', 'state'], 'Jobs in a queue, across all workers.'),
    serverUp: gauge(
      'sluice_storage_server_up',
      ['server', 'status'],
      '1 if the storage server has a recent heartbeat.',
    ),
    usedBytes: gauge('sluice_storage_server_used_bytes', ['server'], 'Bytes of all chunks placed on a storage server.'),
    holds: gauge(
      'sluice_retention_held_items',
      ['sweep', 'bucket'],
      'Items that a sweep would mark or delete if an operator confirmed it.',
    ),
    freeBytes: gauge('sluice_storage_server_free_bytes', ['server'], 'Free bytes on a storage server with a limit.'),
  };
}
