import { analysisWork } from '@sluice/db/analyses';
import { importWork } from '@sluice/db/imports';
import type { UnqueuedQuery } from '@sluice/db/lifecycle';
import { runWork } from '@sluice/db/reprocess-runs';
import { listDrainingServers, listUnverifiedDocuments } from '@sluice/db/documents';
import { listUndelivered } from '@sluice/db/downloads';
import { contracts, type JobKind, type JobPayload } from '@sluice/jobs';
import type { JobContext } from '../job/context.ts';
import type { Processor, WorkerDeps } from './types.ts';

/** Rows of one step of the sweep. */
const PAGE = 500;
/** A new row that the queue has not confirmed for so long was lost on its way. */
const GRACE_SECONDS = 5;
/** States in which BullMQ will bring a job to a worker by itself. */
const ALIVE = new Set(['waiting', 'active', 'delayed', 'prioritized', 'waiting-children']);

interface Row {
  readonly id: string;
  readonly status: string;
}

/** Rows of one kind that should each have a job. */
interface Sweep<K extends JobKind = JobKind> {
  readonly kind: K;
  payload(id: string): JobPayload<K>;
  list(deps: WorkerDeps, query: UnqueuedQuery): Promise<Row[]>;
  mark?(deps: WorkerDeps, ids: readonly string[]): Promise<void>;
  /** Its job has run out of attempts, and a person is to look at it. */
  waitsForPerson?(row: Row): boolean;
}

const sweep = <K extends JobKind>(of: Sweep<K>): Sweep => of as unknown as Sweep;

/** The first upload of an artifact, by its analysis, is an attempt too. */
const UPLOADS = contracts['upload-artifact'].attempts + 1;

const sweeps: readonly Sweep[] = [
  sweep({
    kind: 'import-file',
    payload: (id) => ({ job_id: id }),
    list: ({ db }, query) => importWork.listUnqueued(db, query),
    mark: ({ db }, ids) => importWork.markEnqueued(db, ids),
  }),
  sweep({
    kind: 'analyze-file',
    payload: (id) => ({ analysis_id: id }),
    list: ({ db }, query) => analysisWork.listUnqueued(db, query),
    mark: ({ db }, ids) => analysisWork.markEnqueued(db, ids),
  }),
  sweep({
    kind: 'reprocess-run',
    payload: (id) => ({ run_id: id }),
    list: ({ db }, query) => runWork.listUnqueued(db, query),
    mark: ({ db }, ids) => runWork.markEnqueued(db, ids),
  }),
  sweep({
    kind: 'upload-artifact',
    payload: (id) => ({ download_id: id }),
    list: ({ db }, { limit, afterId }) =>
      listUndelivered(db, { maxAttempts: UPLOADS, limit, ...(afterId === undefined ? {} : { afterId }) }),
    waitsForPerson: ({ status }) => status === 'upload_failed',
  }),
  sweep({
    kind: 'verify-document',
    payload: (id) => ({ doc_id: id }),
    list: ({ db }, query) => listUnverifiedDocuments(db, query),
  }),
  sweep({
    kind: 'drain-server',
    payload: (id) => ({ server_id: id }),
    list: ({ db }, query) => listDrainingServers(db, query),
  }),
];

/** Adds what has a row but no job. A job without a row fails by itself when a worker takes it. */
export const requeueOrphansProcessor: Processor<'requeue-orphans'> = {
  async run(deps, context) {
    const all = { requeued: 0, removed: 0 };
    for (const each of sweeps) {
      const { requeued, removed } = await sweepKind(deps, each, context);
      all.requeued += requeued;
      all.removed += removed;
      if (requeued > 0) context.logger.warn({ kind: each.kind, requeued, removed }, NOTICE[each.kind] ?? ADDED);
    }
    return all;
  },
};

const ADDED = 'enqueued jobs for rows that had none';
const NOTICE: Partial<Record<JobKind, string>> = { 'import-file': 'enqueued jobs for imports that had none' };

async function sweepKind(deps: WorkerDeps, of: Sweep, { stopping }: JobContext<'requeue-orphans'>) {
  const { queues, env } = deps;
  const times = { graceSeconds: GRACE_SECONDS, quietSeconds: env.ORPHAN_QUIET_SECONDS, limit: PAGE };
  let requeued = 0;
  let removed = 0;
  for (let afterId = ''; !stopping.aborted; ) {
    const rows = await of.list(deps, { ...times, afterId });
    const lost: string[] = [];
    for (const row of rows) {
      const found = await clearJob(deps, of, row);
      if (found === 'kept') continue;
      if (found === 'removed') removed++;
      lost.push(row.id);
    }
    const jobs = lost.map((id) => ({ payload: of.payload(id), jobId: id }));
    await queues.enqueueMany(of.kind, jobs);
    await of.mark?.(
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

/** Takes away the job of a row that would not run again by itself. */
async function clearJob({ queues }: WorkerDeps, of: Sweep, row: Row): Promise<'none' | 'kept' | 'removed'> {
  const job = await queues.queue(contracts[of.kind].queue).getJob(row.id);
  if (!job) return 'none';
  const state = await job.getState();
  if (ALIVE.has(state) || (state === 'failed' && of.waitsForPerson?.(row))) return 'kept';
  await job.remove();
  return 'removed';
}
