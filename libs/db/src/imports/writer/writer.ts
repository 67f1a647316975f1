import type { Connection } from 'mysql2/promise';
import { isCounterUnavailable, isLockConflict } from '../../errors.ts';
import type { StoredRowError } from '../../schema/index.ts';
import { retryConflicts } from '../../transaction.ts';
import { addFirstErrors, type BatchOutcome, type ImportBatch, type RejectRow } from './batch.ts';
import { type KeyJudge, openJudge } from './key-judge.ts';
import { Lane, type LaneOptions } from './lane.ts';
import { addCounts, allRejects, countBatch, insertLedger, insertRejects } from './settle.ts';
import { type ImportTarget, takesDirectly } from './target.ts';
import { Trial, type Tried } from './trial.ts';

/** A direct write expects no locks of other imports; if it meets one, it soon falls back to the staging tables. */
const DIRECT_LOCK_SECONDS = 2;

type Judged = Promise<readonly RejectRow[]>;
const NONE: Judged = Promise.resolve([]);

/** The first lane of an attempt takes over from both lanes of the earlier ones. */
const FIRST = { lane: 0, others: [1] };
const SECOND = { lane: 1, others: [] };

export interface WriterOptions extends LaneOptions {
  /**
   * `write` the rows, only `check` them (dry run), or `discard` them all (an all-or-nothing import failed). `count` checks them
   * too, but commits nothing, not even counters.
   */
  readonly mode: 'write' | 'check' | 'discard' | 'count';
  /** Errors that earlier attempts recorded on the job's row. */
  readonly firstErrors: readonly StoredRowError[];
  /** The most rows that are tried in one transaction. Others wait for them. */
  readonly trialRows: number;
}

/**
 * Writes batches in order, each in one transaction with its row errors, its ledger row and the job's counters. It starts with
 * the fastest path, two batches at a time directly into the target. The first existing key switches it to two staging tables,
 * one being loaded while the other is merged. Merges never overlap, so they cannot deadlock.
 */
export class ImportWriter {
  readonly #options: WriterOptions;
  readonly #first: Lane;
  /** Judges keys, where only the server can. */
  readonly #judge: Promise<KeyJudge> | undefined;
  #judged: Judged = NONE;
  /** Opened for the second batch. */
  #second: Promise<Lane> | undefined;
  #firstErrors: readonly StoredRowError[];
  /** Settles when every batch submitted so far is settled. */
  #previous: Promise<unknown> = Promise.resolve();
  #direct: boolean;
  /** If nothing will be written, but only writing shows what the table refuses. */
  readonly #trial: Trial | undefined;
  /** Resolves when batches are no longer written directly. */
  readonly #directLeft: Promise<void>;
  #resolveDirectLeft = (): void => {};
  #turn = 0;

  private constructor(options: WriterOptions, first: Lane) {
    this.#options = options;
    this.#first = first;
    this.#firstErrors = options.firstErrors;
    this.#direct = options.mode === 'write' && takesDirectly(options.target);
    const trial = { rows: options.trialRows, whole: refersToItself(options.target) };
    this.#trial = triesRows(options) ? new Trial(first.connection, trial) : undefined;
    this.#judge = openJudge(options);
    this.#judge?.catch(() => {});
    this.#directLeft = new Promise((resolve) => {
      this.#resolveDirectLeft = resolve;
    });
  }

  static async open(options: WriterOptions): Promise<ImportWriter> {
    return new ImportWriter(options, await Lane.open(options, locksOf(options, FIRST)));
  }

  /**
   * Resolves when the batch is committed, with the good rows that the table rejected. The next batch may be submitted before
   * this one is settled, at most two at a time.
   */
  write(batch: ImportBatch): Promise<readonly RejectRow[]> {
    const before = this.#previous;
    const judged = this.#judge ? this.#judgeAfter(this.#judge, batch) : NONE;
    const settled = this.#settled(batch, before, judged);
    // A failed batch fails the ones after it: they must not be committed before it.
    this.#previous = settled;
    settled.catch(() => {});
    return settled;
  }

  /** Notes the keys of a batch that an earlier attempt has committed. */
  async remember(batch: ImportBatch): Promise<void> {
    if (this.#judge) await this.#judgeAfter(this.#judge, batch);
  }

  /** The rows that repeat a key, as the server compares keys; after those of the batches before. */
  #judgeAfter(opening: Promise<KeyJudge>, batch: ImportBatch): Promise<readonly RejectRow[]> {
    const before = this.#judged;
    const judged = Promise.all([opening, before]).then(([judge]) => judge.judge(batch));
    this.#judged = judged;
    judged.catch(() => {});
    return judged;
  }

  #settled(batch: ImportBatch, before: Promise<unknown>, judged: Judged): Promise<readonly RejectRow[]> {
    if (this.#trial) return this.#writeOnTrial(this.#trial, batch, before, judged);
    const lane = this.#nextLane();
    return this.#direct
      ? this.#writeDirectly(lane, batch, before, judged)
      : this.#writeStaged(lane, batch, before, judged);
  }

  /**
   * Writes the rows in a transaction that is never committed, so that the table's constraints have their say, and commits only
   * the counters, on the other connection.
   */
  async #writeOnTrial(
    trial: Trial,
    batch: ImportBatch,
    before: Promise<unknown>,
    judged: Judged,
  ): Promise<readonly RejectRow[]> {
    await before;
    this.#second ??= Lane.open(this.#options);
    const settling = await this.#second;
    await trial.next(batch.rowCount);
    await this.#first.stage(batch, { inTransaction: true, repeated: await judged });
    const outcome = await this.#first.writeStaged(batch, { trial: true });
    return (await this.#commit(settling, batch, async () => this.#counted(outcome))) ?? [];
  }

  /** Nothing of a discarded import is written. */
  #counted(outcome: BatchOutcome): BatchOutcome {
    return this.#options.mode === 'discard' ? { ...outcome, inserted: 0, updated: 0, unchanged: 0 } : outcome;
  }

  /**
   * Up to two loads run concurrently and commit in order. An existing key or a lock of another import ends direct writing for
   * all batches: loads that are not committed are rolled back, since no connection may hold locks while it waits for something
   * that the database cannot see.
   */
  async #writeDirectly(
    opening: Promise<Lane>,
    batch: ImportBatch,
    before: Promise<unknown>,
    judged: Judged,
  ): Promise<readonly RejectRow[]> {
    const lane = await opening;
    if (batch.asks || (await judged).length > 0) this.#leaveDirect();
    if (this.#direct) {
      await lane.waitForLocks(DIRECT_LOCK_SECONDS);
      const conflicts = await this.#commit(lane, batch, async () => {
        const outcome = await loadUnlessLocked(lane, batch);
        if (!outcome) this.#leaveDirect();
        await Promise.race([before, this.#directLeft]);
        return this.#direct ? outcome : undefined;
      });
      if (conflicts) return conflicts;
    }
    return this.#writeStaged(opening, batch, before, judged);
  }

  async #writeStaged(
    opening: Promise<Lane>,
    batch: ImportBatch,
    before: Promise<unknown>,
    judged: Judged,
  ): Promise<readonly RejectRow[]> {
    const lane = await opening;
    await lane.waitForLocks(undefined);
    const stage = async (): Promise<void> => lane.stage(batch, { repeated: await judged });
    await Promise.all([stage(), before]);
    const work = async (): Promise<BatchOutcome> => {
      if (this.#options.mode === 'write') return lane.writeStaged(batch);
      return this.#counted(await lane.checkStaged(batch));
    };
    return (await this.#commit(lane, batch, work, stage)) ?? [];
  }

  #leaveDirect(): void {
    this.#direct = false;
    this.#resolveDirectLeft();
  }

  /** Alternates between the two lanes, so that two batches in flight never share one. */
  #nextLane(): Promise<Lane> {
    if (this.#turn++ % 2 === 0) return Promise.resolve(this.#first);
    this.#second ??= Lane.open(this.#options, locksOf(this.#options, SECOND));
    return this.#second;
  }

  /** Runs `work` in a transaction and retries it when it loses to another. Undefined if `work` returns undefined. */
  async #commit(
    { connection }: Lane,
    batch: ImportBatch,
    work: () => Promise<BatchOutcome | undefined>,
    prepareAgain: () => Promise<void> = async () => {},
  ): Promise<readonly RejectRow[] | undefined> {
    let tries = 0;
    return retryConflicts(async () => {
      if (tries++ > 0) await prepareAgain();
      await connection.beginTransaction();
      try {
        const outcome = await work();
        if (!outcome || this.#options.mode === 'count') {
          await connection.rollback();
          return outcome?.conflicts;
        }
        const errors = await this.#settle(connection, batch, outcome);
        await connection.commit();
        this.#firstErrors = errors;
        return outcome.conflicts;
      } catch (error) {
        await connection.rollback().catch(() => {});
        throw error;
      }
    });
  }

  async #settle(connection: Connection, batch: ImportBatch, outcome: BatchOutcome): Promise<readonly StoredRowError[]> {
    const { fence, keys, mode } = this.#options;
    if (mode === 'write') await keys?.pass(batch.highestGiven);
    const counts = countBatch(batch, outcome);
    const rejects = allRejects(batch, outcome);
    const errors = addFirstErrors(this.#firstErrors, rejects);
    await insertRejects(connection, fence.jobId, rejects);
    await addCounts(connection, fence, counts, errors === this.#firstErrors ? undefined : errors);
    await insertLedger(connection, fence.jobId, batch, counts);
    return errors;
  }

  /** Call it after the last batch. Returns how rows were tried, if they were. */
  async finish(): Promise<Tried | undefined> {
    const tried = this.#trial?.tried;
    // Closing takes it back too, but then others wait for the rows after the import has ended.
    await this.#trial?.end().catch(() => {});
    return tried;
  }

  close(): void {
    this.#first.close();
    for (const opening of [this.#second, this.#judge]) {
      opening?.then(
        (opened) => opened.close(),
        () => {},
      );
    }
  }
}

/** Whether rows of the table need other rows of it. */
const refersToItself = ({ lookUps = [], constraints, table }: ImportTarget): boolean =>
  lookUps.some(({ isOwn }) => isOwn) || constraints.references.some(({ table: other }) => other === table.name);

const triesRows = ({ mode, target }: WriterOptions): boolean => mode !== 'write' && target.refuses;

/** Only a lane that writes keeps locks that a later attempt would have to wait for. */
const locksOf = (options: WriterOptions, locks: typeof FIRST | typeof SECOND) =>
  options.mode === 'write' || triesRows(options) ? locks : undefined;

/** Undefined if a key already exists or another import holds a lock. */
async function loadUnlessLocked(lane: Lane, batch: ImportBatch): Promise<BatchOutcome | undefined> {
  try {
    return await lane.writeDirectly(batch);
  } catch (error) {
    if (isLockConflict(error) || isCounterUnavailable(error)) return undefined;
    throw error;
  }
}
