import type { components } from '@sluice/client';
import { DataTable } from '../ui/DataTable.tsx';
import { Details } from '../ui/Details.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';

interface WorkerProcess {
  readonly name: string;
  readonly queues: readonly string[];
  readonly since: string | null;
}

/** Connections with the same name are one process that serves several queues. */
export function workersOf(queues: readonly components['schemas']['Queue'][]): readonly WorkerProcess[] {
  const byName = new Map<string, WorkerProcess>();
  for (const queue of queues) {
    for (const { id, name, since } of queue.workers) {
      const key = name ?? `connection ${id}`;
      const known = byName.get(key);
      const earliest = [known?.since, since].filter((moment) => typeof moment === 'string').sort()[0] ?? null;
      byName.set(key, { name: key, queues: [...(known?.queues ?? []), queue.name], since: earliest });
    }
  }
  return [...byName.values()];
}

/** The connected workers and their queues. */
export function WorkerList({ queues }: { queues: readonly components['schemas']['Queue'][] }) {
  const workers = workersOf(queues);
  if (workers.length === 0) return null;
  return (
    <Details summary={`${workers.length} ${workers.length === 1 ? 'worker' : 'workers'}`}>
      <DataTable
        caption="Workers"
        rows={workers}
        keyOf={({ name }) => name}
        columns={[
          { name: 'Worker', cell: ({ name }) => <code>{name}</code>, isRowHeader: true },
          { name: 'Queues', cell: ({ queues: names }) => [...new Set(names)].join(', ') },
          { name: 'Connected', cell: ({ since }) => (since ? <RelativeTime iso={since} /> : '') },
        ]}
      />
    </Details>
  );
}
