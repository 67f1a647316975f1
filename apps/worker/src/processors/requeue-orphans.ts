import { listUnqueuedImports, markEnqueued } from '@sluice/db';
import type { Processor } from './types.ts';

/** Rows of one step of the sweep. */
const PAGE = 500;
/** A new row that the queue has not confirmed for so long was lost on its way. */
const GRACE_SECONDS = 5;
/** States in which BullMQ will bring a job to a worker by itself. */
const ALIVE = new Set(['waiting', 'active', 'delayed', 'prioritized', 'waiting-children']);

/** Adds what has a row but no job. A job without a row fails by itself when a worker takes it. */
export const requeueOrphansProcessor: Processor<'requeue-orphans'> = {
  async run({ db, queues, env }, { logger, stopping }) {
    const queue = queues.queue('imports');
    let requeued = 0;
    let removed = 0;
    let afterId = '';
    for (;;) {
      const rows = await listUnqueuedImports(db, {
        graceSeconds: GRACE_SECONDS,
        quietSeconds: env.ORPHAN_QUIET_SECONDS,
        limit: PAGE,
        afterId,
      });
      const lost: string[] = [];
      for (const { id } of rows) {
        const job = await queue.getJob(id);
        const state = job ? await job.getState() : 'unknown';
        if (ALIVE.has(state)) continue;
        if (job) {
          await job.remove();
          removed++;
        }
        lost.push(id);
      }
      await queues.enqueueMany(
        'import-file',
        lost.map((id) => ({ payload: { job_id: id }, jobId: id })),
      );
      await markEnqueued(
        db,
        rows.map(({ id }) => id),
      );
      requeued += lost.length;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE || stopping.aborted) break;
      afterId = last.id;
    }
    if (requeued > 0) logger.warn({ requeued, removed }, 'imports had no job in the queue; added them');
    return { requeued, removed };
  },
};
