import { contractOf, type JobKind, jobKinds, queueNames, type SweptKind } from '@sluice/jobs';
import type { JobContext } from '../job/context.ts';
import type { Processor, Processors, RowSweep, UnqueuedRow, WorkerDeps } from './types.ts';

/** Rows per page of the sweep. */
const PAGE = 500;
/** A new row that the queue has not confirmed for this long was never enqueued. */
const GRACE_SECONDS = 5;
/** States in which BullMQ will run the job by itself. */
const ALIVE = new Set(['waiting', 'active', 'delayed', 'prioritized', 'waiting-children']);

type Swept = Pick<Processors, SweptKind>;

/** Adds jobs for rows without one, for every kind with a `sweep`; a kind that fails does not keep the others. A job without a row fails when a worker claims it. */
export const requeueOrphansProcessor = (swept: Swept): Processor<'requeue-orphans'> => ({
  async run(deps, context) {
    const all = { requeued: 0, removed: 0 };
    const failures: unknown[] = [];
    for (const kind of sweptKinds) {
      try {
        const { requeued, removed } = await sweepKind(deps, kind, swept[kind].sweep, context);
        all.requeued += requeued;
        all.removed += removed;
        if (requeued > 0) context.logger.warn({ kind, requeued, removed }, 'enqueued jobs for rows that had none');
      } catch (error) {
        context.logger.warn({ err: error, kind }, 'could not look for rows without jobs; the next run tries again');
        failures.push(error);
      }
    }
    for (const name of queueNames) {
      if (await deps.queues.renumber(name)) context.logger.info({ queue: name }, 'renumbered the rounds of a queue');
    }
    if (failures.length > 0) throw failures[0];
    return all;
  },
});

const isSwept = (kind: JobKind): kind is SweptKind => contractOf(kind).sweep !== undefined;
const sweptKinds = jobKinds.filter(isSwept);

async function sweepKind(
  deps: WorkerDeps,
  kind: SweptKind,
  { list, mark }: RowSweep,
  { stopping }: JobContext<'requeue-orphans'>,
) {
  const { queues, env } = deps;
  const times = { graceSeconds: GRACE_SECONDS, quietSeconds: env.ORPHAN_QUIET_SECONDS, limit: PAGE };
  let requeued = 0;
  let removed = 0;
  for (let afterId = ''; !stopping.aborted; ) {
    const rows = await list(deps, { ...times, afterId });
    const lost: UnqueuedRow[] = [];
    for (const row of rows) {
      const found = await clearJob(deps, kind, row);
      if (found === 'kept') continue;
      if (found === 'removed') removed++;
      lost.push(row);
    }
    await queues.enqueueRows(kind, lost);
    await mark?.(
      deps,
      rows.map(({ id }) => id),
    );
    requeued += lost.length;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    afterId = last.id;
  }
  return { requeued, removed };
}

/** Removes the job of a row if BullMQ would not run it again. */
async function clearJob(
  { queues }: WorkerDeps,
  kind: SweptKind,
  row: UnqueuedRow,
): Promise<'none' | 'kept' | 'removed'> {
  const { sweep } = contractOf(kind);
  const job = await queues.look(kind, row.id);
  if (!job) return 'none';
  const { state } = job;
  if (ALIVE.has(state) || (state === 'failed' && !row.again && sweep?.keepFailed?.includes(row.status))) return 'kept';
  await queues.remove(kind, row.id);
  return 'removed';
}
