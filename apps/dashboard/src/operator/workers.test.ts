import type { components } from '@sluice/client';
import { expect, it } from 'vitest';
import { workersOf } from './workers.ts';

type Queue = components['schemas']['Queue'];

const job = (id: string, worker: string) => ({
  ...{ id, kind: 'import-file', account_id: 'acme', worker, started_at: '2026-01-01T00:00:00Z' },
});
const queue = (name: string, workers: string[], running: ReturnType<typeof job>[] = []): Queue =>
  ({
    ...{ name, running },
    workers: workers.map((worker, at) => ({ id: `${at}`, name: worker, since: `2026-01-0${at + 1}T00:00:00Z` })),
  }) as unknown as Queue;

it('shows each process once, with its queues and the jobs that it runs, the busiest first', () => {
  const queues = [
    queue('imports', ['a/1', 'b/1', 'b/1'], [job('one', 'b/1'), job('gone', 'c/1')]),
    queue('exports', ['b/1']),
  ];
  expect(workersOf(queues)).toEqual([
    { name: 'b/1', queues: ['imports', 'exports'], since: '2026-01-01T00:00:00Z', running: [job('one', 'b/1')] },
    { name: 'a/1', queues: ['imports'], since: '2026-01-01T00:00:00Z', running: [] },
  ]);
});
