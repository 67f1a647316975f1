import type { components } from '@sluice/client';

type Queue = components['schemas']['Queue'];
export type RunningJob = components['schemas']['RunningJob'];

/** A process that serves queues, and what it does now. */
export interface WorkerProcess {
  readonly name: string;
  readonly queues: readonly string[];
  readonly since: string | null;
  readonly running: readonly RunningJob[];
}

/** Connections with the same name are one process that serves several queues. Those that run jobs come first. */
export function workersOf(queues: readonly Queue[]): readonly WorkerProcess[] {
  const byName = new Map<string, WorkerProcess>();
  for (const queue of queues) {
    for (const { id, name, since } of queue.workers) {
      const key = name ?? `connection ${id}`;
      const known = byName.get(key);
      const earliest = [known?.since, since].filter((moment) => typeof moment === 'string').sort()[0] ?? null;
      // One process has several connections to a queue.
      const served = [...new Set([...(known?.queues ?? []), queue.name])];
      byName.set(key, { name: key, queues: served, since: earliest, running: [] });
    }
  }
  const running = queues.flatMap((queue) => queue.running);
  return [...byName.values()]
    .map((worker) => ({ ...worker, running: running.filter((job) => job.worker === worker.name) }))
    .toSorted((a, b) => b.running.length - a.running.length || a.name.localeCompare(b.name));
}
