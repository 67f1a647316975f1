// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { checkObjects } from './objects.mjs';
import { applyRetention, checkSpool } from './retention.mjs';

/**
 * @import { Log } from '../../scripts/progress.mjs'
 * @import { Context } from '../context.mjs'
 * @import { Fleet } from '../stand/fleet.mjs'
 * @import { Servers } from '../stand/servers.mjs'
 */

/** Work that must finish without help once the faults have ended. @type {Readonly<Record<string, string>>} */
const UNFINISHED = {
  imports: `SELECT id, status, attempt, error_code FROM bulk_import_jobs
    WHERE status IN ('pending', 'processing', 'cancelling')`,
  analyses: `SELECT analysis_id, status, attempt, error_code FROM analysis_reports
    WHERE status IN ('queued', 'processing', 'cancelling')`,
  runs: `SELECT run_id, status, attempt, error_code FROM reprocess_runs
    WHERE status IN ('pending', 'processing', 'cancelling')`,
  deliveries: `SELECT download_id, status, upload_attempts, last_error FROM downloads
    WHERE status IN ('pending', 'upload_failed')`,
  uploads: `SELECT doc_id, upload_status, failure_reason FROM documents
    WHERE upload_status IN ('UPLOAD_URL_GENERATED', 'UPLOAD_VERIFYING')`,
  deletions: 'SELECT doc_id, upload_status, deleting_at FROM documents WHERE deleting_at IS NOT NULL',
  sessions: "SELECT session_id, doc_id, expires_at FROM upload_sessions WHERE status = 'active'",
  transactions: `SELECT trx_id, trx_state, trx_started, trx_query FROM information_schema.innodb_trx
    WHERE trx_rows_locked > 0 OR trx_rows_modified > 0`,
};

/** Interrupted deletions are resumed after ten minutes; everything else needs less. */
const PATIENCE_MS = 720_000;

/** Checks everything that must hold once all work has finished. @param {Context} context @param {{ fleet: Fleet, servers: Servers, log: Log }} stand */
export async function checkEnd(context, { fleet, servers, log }) {
  const { tally, db } = context;
  const quiet = Date.now();
  const deadline = quiet + PATIENCE_MS;
  let busy = false;
  for (const [name, sql] of Object.entries(UNFINISHED)) {
    let rows = await db.rows(sql);
    for (; rows.length > 0 && Date.now() < deadline; rows = await db.rows(sql)) {
      busy = true;
      await sleep(1_000);
    }
    tally.check(
      `no unfinished ${name}`,
      `${rows.length} rows`,
      rows.slice(0, 5).map((row) => JSON.stringify(row)),
    );
  }
  if (busy) log(`all work had finished ${Math.round((Date.now() - quiet) / 1_000)} s after the faults ended`);
  await checkQueues(context, servers, deadline);
  // If MySQL was down when a job ended, its row stays; it is purged after 30 days.
  const left = await db.rows('SELECT kind, job_id, crashes, started_at FROM running_jobs');
  tally.note(`rows of running_jobs that outlive their jobs: ${JSON.stringify(left)}`);
  if (left.length > 0) log(`rows of running_jobs that outlive their jobs: ${left.length}`);
  for (const check of context.atEnd) await check();
  checkMemory(context, fleet, log);
  await applyRetention(context, { fleet, servers, log });
  await checkObjects(context, log);
  await Promise.all(fleet.workers.map((worker) => worker.process.stop()));
  checkSpool(context);
}

/** Jobs that neither wait nor run, apart from the scheduled ones. @param {Context} context @param {Servers} servers @param {number} deadline */
async function checkQueues({ tally }, servers, deadline) {
  const redis = servers.redis();
  const names = (await redis.keys('sluice:*:meta')).map((key) => key.split(':')[1] ?? '');
  for (const name of names) {
    const queue = new Queue(name, { connection: redis, prefix: 'sluice' });
    queue.on('error', () => {});
    const left = async () =>
      (await queue.getJobs(['wait', 'active', 'delayed', 'prioritized', 'waiting-children']))
        // A sweep may be running at any moment.
        .filter((job) => job && !job.repeatJobKey && !job.id?.startsWith('repeat:'));
    let jobs = await left();
    for (; jobs.length > 0 && Date.now() < deadline; jobs = await left()) await sleep(500);
    tally.check(
      'empty queue',
      name,
      jobs.slice(0, 5).map((job) => `${job.name} ${job.id} is left, attempt ${job.attemptsMade}`),
    );
    await queue.close();
  }
  redis.disconnect();
}

/** Far above what they need, and far below what an hour of leaking would reach. */
const BOUNDS_MIB = { api: 512, worker: 1_536 };

/** @param {Context} context @param {Fleet} fleet @param {Log} log */
function checkMemory({ tally }, fleet, log) {
  for (const { process: one } of fleet.all) {
    const now = one.memory();
    if (now === undefined) continue;
    log(`${one.name}: ${Math.round(now)} MiB, peak ${Math.round(one.peakMiB)} MiB`);
    const bound = BOUNDS_MIB[one.app];
    tally.check('memory', one.name, one.peakMiB <= bound ? [] : [`${Math.round(one.peakMiB)} MiB, above ${bound} MiB`]);
  }
}
