import { AppError, type Logger, unlessAborted, withTrace } from '@sluice/core';
import { type Db, databaseError } from '@sluice/db';
import type { Claimable } from '@sluice/db/lifecycle';
import { RowWatch } from './row-watch.ts';

/** How long an attempt may take to stop. After that it is left behind; the fence in every write keeps it harmless. */
const LEAVE_MS = 1_500;

interface ClaimedRow {
  readonly attempt: number;
  readonly status: string;
  readonly traceId: string;
}

/** One kind of work whose row is claimed before it runs. */
export interface ClaimedKind<Row extends ClaimedRow, Given extends readonly unknown[]> {
  /** As in "the import was cancelled". */
  readonly noun: string;
  readonly work: Claimable<Row, Given>;
  /** Deletes what attempts have stored outside the database, after the row has ended without success. */
  readonly discard?: (row: Row, logger: Logger) => Promise<void>;
}

export interface ClaimedJob<Given extends readonly unknown[]> {
  readonly db: Db;
  readonly id: string;
  /** The arguments of the kind's `claim` after the id. */
  readonly given: Given;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
}

export interface ClaimedAttempt {
  readonly logger: Logger;
  /** Aborts when the worker stops, or when this attempt has been superseded or cancelled. */
  readonly signal: AbortSignal;
}

/**
 * The attempt that an error has ended, so that giving up fails that attempt's row and not one that another worker has taken
 * over. Any other error before a claim ends no attempt: the row stays, and the sweep for rows without jobs adds its job again.
 */
const endedBy = new WeakMap<AppError, number>();

/** The error that ends an attempt after another has taken over or the row was cancelled. */
export const superseded = (noun: string): AppError =>
  new AppError('JOB_SUPERSEDED', `The ${noun} was taken over by another worker or cancelled.`);

/**
 * Claims a row and runs one attempt. Undefined if there is nothing left to do, or if the row was cancelled or taken over.
 * Throws errors that the queue must handle.
 */
export async function runClaimed<Row extends ClaimedRow, Given extends readonly unknown[], T>(
  kind: ClaimedKind<Row, Given>,
  job: ClaimedJob<Given>,
  run: (row: Row, attempt: ClaimedAttempt) => Promise<T>,
): Promise<T | undefined> {
  const { noun, work } = kind;
  const { db, id, given, stopping } = job;
  const claim = await work.claim(db, id, ...given);
  if (!claim.claimed) return declined(kind, job, claim.row);
  const { row } = claim;
  const { attempt } = row;
  const logger = withTrace(job.logger, row.traceId, { attempt });
  const watch = new RowWatch({ what: noun, attempt, look: () => work.watch(db, id) }, stopping, logger);
  try {
    const running = run(row, { logger, signal: watch.signal });
    return await unlessAborted(running, watch.signal, { graceMs: LEAVE_MS });
  } catch (error) {
    const ended = databaseError(error);
    endedBy.set(ended, attempt);
    await settleInterruption(kind, { ...job, logger }, row, ended);
    return undefined;
  } finally {
    watch.close();
  }
}

/**
 * Fails the row for good: records the reason and removes everything it has stored. Only if the attempt that `error` has ended
 * is still the newest.
 */
export async function giveUpClaimed<Row extends ClaimedRow, Given extends readonly unknown[]>(
  { work, discard }: ClaimedKind<Row, Given>,
  { db, id, logger }: Pick<ClaimedJob<Given>, 'db' | 'id' | 'logger'>,
  error: AppError,
): Promise<void> {
  const attempt = endedBy.get(error) ?? (await crashedAttempt({ db, id, work }, error));
  const failed =
    attempt !== undefined && (await work.fail(db, id, { attempt, code: error.code, message: error.message }));
  if (!failed) logger.warn({ attempt, code: error.code }, 'not failed: another attempt has it, or none had begun');
  const row = failed && discard ? await work.get(db, id) : undefined;
  if (row) await discard?.(row, logger);
}

/** JOB_STALLED is found out before a claim: it ends the last attempt, whose worker has died. */
const crashedAttempt = async (
  { db, id, work }: { db: Db; id: string; work: Pick<Claimable<ClaimedRow, never>, 'get'> },
  { code }: AppError,
): Promise<number | undefined> => (code === 'JOB_STALLED' ? (await work.get(db, id))?.attempt : undefined);

type AnyJob = Omit<ClaimedJob<readonly unknown[]>, 'given'>;

/** Handles a row that another attempt has ended, that was deleted, or that is being cancelled. */
async function declined<Row extends ClaimedRow, Given extends readonly unknown[]>(
  kind: ClaimedKind<Row, Given>,
  job: AnyJob,
  row: Row | undefined,
): Promise<undefined> {
  if (!row) throw new AppError('NOT_FOUND', `No ${kind.noun} has the ID ${job.id}.`);
  if (row.status === 'cancelling') await endCancel(kind, job, row);
  else job.logger.info({ status: row.status }, `nothing left to do for this ${kind.noun}`);
}

async function endCancel<Row extends ClaimedRow, Given extends readonly unknown[]>(
  { noun, work, discard }: ClaimedKind<Row, Given>,
  { db, id, logger }: AnyJob,
  row: Row,
): Promise<void> {
  await discard?.(row, logger);
  await work.finishCancel(db, id);
  logger.info(`${noun} cancelled`);
}

/** Ends this attempt according to the row's state; throws errors that the queue must handle. */
async function settleInterruption<Row extends ClaimedRow, Given extends readonly unknown[]>(
  kind: ClaimedKind<Row, Given>,
  job: AnyJob,
  row: Row,
  error: AppError,
): Promise<void> {
  const { noun, work, discard } = kind;
  const { db, id, logger } = job;
  const { attempt } = row;
  if (error.code === 'JOB_STOPPED') throw error;
  const now = await work.get(db, id);
  if (now?.status === 'cancelling' && now.attempt === attempt) return endCancel(kind, job, row);
  if (!now) await discard?.(row, logger);
  if (now?.attempt !== attempt || now.status !== 'processing') {
    logger.warn({ newer: now?.attempt, status: now?.status }, `another attempt has taken over this ${noun}; stopping`);
    return;
  }
  if (error.retryable) await work.noteFailure(db, { id, attempt }, error);
  throw error;
}
