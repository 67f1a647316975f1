import { AppError, isFileError } from '@sluice/core';
import type { Db, Tx } from '@sluice/db';
import type { SweptKind } from '@sluice/jobs';
import type { ChangeAction } from './audit/actions.ts';
import type { AuditTrail } from './audit/trail.ts';
import type { Deps } from './context.ts';

/** What `defineWork` of `@sluice/db` offers for every kind of work, as far as people change it. */
interface Verbs {
  retry(db: Db | Tx, id: string): Promise<boolean>;
  requestCancel(db: Db | Tx, key: { readonly accountId: string; readonly id: string }): Promise<boolean>;
  watch(db: Db | Tx, id: string): Promise<{ readonly status: string } | undefined>;
}

/** A change of a row of work, which was read with this status. */
interface WorkChange {
  readonly work: Verbs;
  readonly action: ChangeAction;
  readonly id: string;
  readonly accountId: string;
  readonly status: string;
}

/** Changes the row by `verb`, and records that with the status that it has then. False if the row does not allow it. */
const change = (
  db: Db,
  audit: AuditTrail,
  { work, action, id, accountId }: WorkChange,
  before: Readonly<Record<string, unknown>>,
  verb: (tx: Tx) => Promise<boolean>,
): Promise<boolean> =>
  audit.change(db, verb, async (tx) => ({
    ...{ action, id, accountId, before },
    after: { status: (await work.watch(tx, id))?.status },
  }));

export interface Retry extends WorkChange {
  /** Such as `imports`. */
  readonly noun: string;
  readonly errorCode: string | null;
}

/** Lets failed work wait for a worker again; enqueue it afterwards. @throws AppError INVALID_STATE when it has not failed */
export async function retryWork({ db }: Pick<Deps, 'db'>, audit: AuditTrail, retry: Retry): Promise<void> {
  const { noun, work, id, status, errorCode } = retry;
  const before = { status, error_code: errorCode };
  if (await change(db, audit, retry, before, (tx) => work.retry(tx, id))) return;
  throw new AppError('INVALID_STATE', `Only failed ${noun} can be retried; this one is ${status}.`);
}

/** @throws AppError INVALID_STATE when the work has failed for a reason that a retry cannot change */
export function refuseHopelessRetry(
  noun: 'import' | 'analysis',
  { status, errorCode }: { readonly status: string; readonly errorCode: string | null },
): void {
  if (status !== 'failed' || !isFileError(errorCode)) return;
  throw new AppError(
    'INVALID_STATE',
    errorCode === 'ABORTED_ON_INVALID_ROWS'
      ? 'The file has invalid records, and this import accepts none or fewer of them, so a retry would fail at the same ' +
          'records. Fix them and start a new import, or start one that skips invalid records.'
      : `The ${noun} failed because of its file or its options (${errorCode}), so a retry would fail again. Correct them ` +
          `and start a new ${noun}.`,
  );
}

/** Asks for the cancellation of work. False if it is final or already being cancelled. */
export function requestCancel(db: Db, audit: AuditTrail, cancel: WorkChange): Promise<boolean> {
  const { work, id, accountId, status } = cancel;
  return change(db, audit, cancel, { status }, (tx) => work.requestCancel(tx, { accountId, id }));
}

export interface Cancel<S extends string> extends WorkChange {
  /** Such as `import`. */
  readonly noun: string;
  readonly kind: SweptKind;
  /** Reads the status again. */
  readonly now: () => Promise<S>;
}

/** Requests cancellation and returns the new status. @throws AppError INVALID_STATE when it is already final */
export async function cancelWork<S extends string>(
  { db, queues, logger }: Pick<Deps, 'db' | 'queues' | 'logger'>,
  audit: AuditTrail,
  cancel: Cancel<S>,
): Promise<S> {
  const { noun, kind, id } = cancel;
  const asked = await requestCancel(db, audit, cancel);
  const now = await cancel.now();
  if (!asked && now !== 'cancelling') {
    throw new AppError('INVALID_STATE', `The ${noun} is already ${now} and cannot be cancelled.`);
  }
  // Otherwise it would keep its turn, and push back the account's next jobs.
  if (asked && now === 'cancelled')
    await queues
      .withdraw(kind, id)
      .catch((err) => logger.warn({ err, kind, job_id: id }, 'could not withdraw the job of cancelled work'));
  return now;
}
