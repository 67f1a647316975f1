import { z } from 'zod';
import { anyText, type Reader, setting, wholeNumber } from './setting.ts';

const worker = ['worker'] as const;
const both = ['api', 'worker'] as const;

/** How much a worker does at a time, and with what. */
export const workSettings = z.object({
  WORKER_IMPORT_CONCURRENCY: setting(wholeNumber(1, 64), {
    text: 'Imports that one worker runs at the same time.',
    readBy: worker,
    default: '2',
  }),
  WORKER_ANALYSIS_CONCURRENCY: setting(wholeNumber(1, 64), {
    text: 'Analyses that one worker runs at the same time.',
    readBy: worker,
    default: '1',
  }),
  MAX_RUNNING_PER_ACCOUNT: setting(wholeNumber(0, 10_000), {
    text: 'How many jobs of one queue an account may run at the same time, in all workers together, while another account is waiting; 0 turns the limit off.',
    readBy: worker,
    default: '4',
  }),
  MAX_RUNNING_ANALYSES: setting(wholeNumber(0, 10_000), {
    text: 'How many analyses one account may run at the same time, in all workers together; further ones wait, even while workers are idle. 0 turns the limit off. Synchronous analyses are counted separately.',
    readBy: worker,
    default: '0',
  }),
  ANALYSIS_MEMORY_MB: setting(wholeNumber(64, 1_048_576), {
    text: 'Memory of one analysis in all; DuckDB spills to `SPOOL_DIR` what does not fit in its share.',
    readBy: worker,
    unit: 'MiB',
    default: '512',
  }),
  ANALYSIS_THREADS: setting(wholeNumber(1, 1_024), {
    text: 'Threads of one analysis.',
    readBy: worker,
    unset: 'one per core',
  }),
  ANALYSIS_TEMP_MB: setting(wholeNumber(1, 104_857_600), {
    text: 'Disk space that one analysis may use in `SPOOL_DIR` for data that does not fit in its memory.',
    readBy: worker,
    unit: 'MiB',
    default: '51200',
  }),
  ANALYSIS_TIMEOUT_SECONDS: setting(wholeNumber(0, 604_800), {
    text: 'How long an analysis may run before it fails with `ANALYSIS_TIMEOUT`; 0 turns the limit off.',
    readBy: worker,
    unit: 'seconds',
    default: '3600',
  }),
  WORKER_MAX_CRASHES: setting(wholeNumber(1, 1_000), {
    text: 'Workers that may die while they run a job alone; after that the job fails as `JOB_STALLED`.',
    readBy: worker,
    default: '10',
  }),
  IMPORT_BATCH_ROWS: setting(wholeNumber(1, 100_000), {
    text: 'Records in a batch, which is one transaction. An import keeps the size it started with.',
    readBy: worker,
    default: '10000',
  }),
  DRY_RUN_TRANSACTION_ROWS: setting(wholeNumber(1, 10_000_000), {
    text: 'The most rows that a dry run writes to a table in one transaction, which it rolls back, to find out what the table refuses. Others wait for these rows.',
    readBy: worker,
    default: '100000',
  }),
  SPOOL_DIR: setting(anyText, {
    text: 'Local folder for files in use. Needs twice the largest file for each import that runs at the same time.',
    readBy: worker,
    unset: '`sluice-spool` in the temporary folder; `npm start`: `.sluice/spool`',
    example: '/var/lib/sluice/spool',
  }),
  ARTIFACT_RETRY_BASE_MS: setting(wholeNumber(1, 3_600_000), {
    text: 'First wait after S3 rejected an artifact; each further wait is twice as long.',
    readBy: worker,
    unit: 'milliseconds',
    unset: '10000',
  }),
  ARTIFACT_RETRY_CAP_MS: setting(wholeNumber(1, 86_400_000), {
    text: 'Longest wait between two attempts to deliver an artifact.',
    readBy: worker,
    unit: 'milliseconds',
    unset: '3600000',
  }),
});

/** How often workers look for lost jobs, idle uploads and storage servers. */
export const sweepSettings = z.object({
  WORKER_LOCK_MS: setting(wholeNumber(1_000, 600_000), {
    text: 'A worker that has not renewed the lock of a job for this long counts as dead; another takes the job.',
    readBy: worker,
    unit: 'milliseconds',
    default: '15000',
  }),
  WORKER_STALLED_CHECK_MS: setting(wholeNumber(500, 600_000), {
    text: 'How often workers look for jobs of dead workers.',
    readBy: worker,
    unit: 'milliseconds',
    default: '5000',
  }),
  ORPHAN_SWEEP_MS: setting(wholeNumber(500, 3_600_000), {
    text: 'How often workers look for rows that have no job in the queue.',
    readBy: worker,
    unit: 'milliseconds',
    default: '30000',
  }),
  ORPHAN_QUIET_SECONDS: setting(wholeNumber(1, 86_400), {
    text: 'Only rows that have not changed for this long get a new job.',
    readBy: worker,
    unit: 'seconds',
    default: '60',
  }),
  SCHEDULE_CHECK_MS: setting(wholeNumber(100, 3_600_000), {
    text: 'How often workers look whether Redis still has the schedules of all sweeps; they also do when Redis comes back.',
    readBy: worker,
    unit: 'milliseconds',
    default: '30000',
  }),
  SESSION_SWEEP_MS: setting(wholeNumber(500, 3_600_000), {
    text: 'How often workers look for idle uploads.',
    readBy: worker,
    unit: 'milliseconds',
    default: '300000',
  }),
  STORAGE_PROBE_MS: setting(wholeNumber(100, 600_000), {
    text: 'How often workers probe the storage servers.',
    readBy: worker,
    unit: 'milliseconds',
    default: '10000',
  }),
});

const keptDays = (what: string, days: string, readBy: readonly Reader[] = worker) =>
  setting(wholeNumber(1, 36_500), { text: `How long ${what} are kept.`, readBy, unit: 'days', default: days });

/** How long the things are kept whose expiry the API shows. Give it the same values as the workers. */
export const keptSettings = z.object({
  RETENTION_DOCUMENTS_DAYS: keptDays('documents that nothing uses', '7', both),
  RETENTION_DOWNLOADS_DAYS: keptDays('artifacts', '30', both),
  RETENTION_REJECTS_DAYS: keptDays('row errors', '30', both),
  RETENTION_RECORDS_DAYS: keptDays(
    'finished imports, analyses and re-processing runs, without the rows that they wrote,',
    '365',
    both,
  ),
  RETENTION_FAILED_UPLOADS_HOURS: setting(wholeNumber(0, 8_760), {
    text: 'How long a failed upload can be repaired.',
    readBy: both,
    unit: 'hours',
    default: '24',
  }),
});

/** How long everything else is kept, and how often stored bytes are checked. */
export const retentionSettings = z.object({
  ...keptSettings.shape,
  RETENTION_TRACES_DAYS: keptDays('traces and error logs', '30'),
  RETENTION_AUDIT_DAYS: setting(wholeNumber(30, 36_500), {
    text: 'How long audit events are kept.',
    readBy: worker,
    unit: 'days',
    default: '365',
  }),
  RETENTION_ORPHAN_HOURS: setting(wholeNumber(0, 8_760), {
    text: 'Age at which objects and local files that nothing refers to are deleted.',
    readBy: worker,
    unit: 'hours',
    default: '24',
  }),
  RETENTION_GUARD_PERCENT: setting(wholeNumber(0, 100), {
    text: 'A sweep that would mark or delete more than this share of the objects or rows it compares stops and waits for an operator; 100 lets every sweep go ahead.',
    readBy: worker,
    unit: 'percent',
    default: '5',
  }),
  RETENTION_GUARD_ITEMS: setting(wholeNumber(0, 10_000), {
    text: 'A sweep of at most this many items goes ahead, whatever their share.',
    readBy: worker,
    default: '20',
  }),
  SCRUB_DAYS: setting(wholeNumber(0, 36_500), {
    text: 'Documents that have not been read for this long are read and compared with their hashes; 0 turns it off.',
    readBy: worker,
    unit: 'days',
    default: '30',
  }),
  SCRUB_BYTES_PER_RUN: setting(wholeNumber(1), {
    text: 'The most that one hourly run of this check reads.',
    readBy: worker,
    unit: 'bytes',
    default: String(10 * 2 ** 30),
  }),
});
