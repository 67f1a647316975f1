import type { AppError } from '@sluice/core';
import { databaseError } from '@sluice/db';
import type { Storage } from '@sluice/storage';
import type { JobContext } from '../job/context.ts';
import { type Candidates, type GuardedSweep, guarded } from '../job/guard.ts';
import type { RetentionDeps } from './types.ts';

/** Failures logged one by one per step; the rest are only counted. */
const NAMED = 20;

/**
 * One run of retention: its steps do not depend on each other, nor do the items of a step. What fails is logged, counted and
 * left to the next run.
 */
export class RetentionRun {
  readonly deps: RetentionDeps;
  readonly context: JobContext<'apply-retention'>;
  readonly #failed = new Map<string, number>();
  #held = 0;

  constructor(deps: RetentionDeps, context: JobContext<'apply-retention'>) {
    this.deps = deps;
    this.context = context;
  }

  get signal(): AbortSignal {
    return this.context.stopping;
  }

  /** How many items failed, by step. */
  get failures(): Record<string, number> {
    return Object.fromEntries(this.#failed);
  }

  get failed(): number {
    return [...this.#failed.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How many items wait for an operator. */
  get held(): number {
    return this.#held;
  }

  /** Runs one step. A failure of its own, such as of a listing, ends this step only. */
  async step(name: string, work: (counter: Counter) => Promise<void>): Promise<number> {
    const counter = { count: 0 };
    try {
      await work(counter);
    } catch (error) {
      this.#note(name, error, {});
    }
    return counter.count;
  }

  /**
   * Runs the work on one item; false if it fails. Throws only when the worker stops or the storage is down, because then
   * every other item of the step would fail, too.
   */
  async item(
    step: string,
    about: Readonly<Record<string, unknown>>,
    work: () => Promise<void>,
    storage = this.deps.storage,
  ): Promise<boolean> {
    this.signal.throwIfAborted();
    try {
      await work();
      return true;
    } catch (error) {
      const { code } = this.#note(step, error, about);
      if (code === 'STORAGE_UNAVAILABLE') await storage.check(this.signal);
      return false;
    }
  }

  /** Acts on each candidate alone, unless there are so many that an operator has to confirm it. */
  async guarded<T>(
    { storage, ...swept }: RunSweep,
    candidates: Candidates<T>,
    about: (item: T) => Readonly<Record<string, unknown>>,
    work: (item: T) => Promise<boolean>,
  ): Promise<number> {
    const { db, env } = this.deps;
    const sweep: GuardedSweep = { ...swept, bucket: storage.bucket };
    const { done, held } = await guarded({ db, env, logger: this.context.logger }, sweep, candidates, async (items) => {
      let changed = 0;
      for (const item of items) {
        const change = async () => {
          if (await work(item)) changed++;
        };
        await this.item(sweep.sweep, about(item), change, storage);
      }
      return changed;
    });
    this.#held += held;
    return done;
  }

  #note(step: string, thrown: unknown, about: Readonly<Record<string, unknown>>): AppError {
    this.signal.throwIfAborted();
    const error = databaseError(thrown);
    const failed = (this.#failed.get(step) ?? 0) + 1;
    this.#failed.set(step, failed);
    const { logger } = this.context;
    if (failed <= NAMED)
      logger.warn({ err: error, step, ...about }, 'retention failed for an item; the next run tries again');
    return error;
  }
}

/** A sweep of the objects in one storage. */
export interface RunSweep extends Omit<GuardedSweep, 'bucket'> {
  readonly storage: Storage;
}

/** How many items a step has dealt with. */
export interface Counter {
  count: number;
}
