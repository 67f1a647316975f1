import type { ImportBatch, RejectRow } from '@sluice/db/imports';
import type { CheckedBatch } from './batch-input.ts';
import type { ResultPart } from './result-part.ts';

/** Batches in flight: one being written while another is loaded. */
const BATCHES_IN_FLIGHT = 2;

export interface PumpInput {
  /** Returns the next batch, or undefined after the last. */
  readonly next: () => Promise<CheckedBatch | undefined>;
  /** Writes a batch, or looks up its recorded outcome; returns the good rows that the table rejected. */
  readonly settle: (batch: ImportBatch, result: ResultPart | undefined) => Promise<readonly RejectRow[]>;
  /** Receives the batches' parts of the result file, in order. */
  readonly deliver: (result: ResultPart, conflicts: readonly RejectRow[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Keeps the thread, the database and the upload busy concurrently, each with its own batch. */
export async function pumpBatches({ next, settle, deliver, signal }: PumpInput): Promise<void> {
  const inFlight: Promise<void>[] = [];
  let previous: Promise<void> = Promise.resolve();
  let failure: unknown;
  try {
    let coming = next();
    for (let checked = await coming; checked; checked = await coming) {
      coming = next();
      coming.catch(() => {});
      signal.throwIfAborted();
      previous = deliverAfter(previous, settle(checked.batch, checked.result), checked.result, deliver);
      previous.catch(() => {});
      inFlight.push(previous);
      if (inFlight.length >= BATCHES_IN_FLIGHT) await inFlight.shift();
    }
  } catch (error) {
    failure = error;
  }
  // Also after a failure: a running write is committed or rolled back before anything continues.
  for (const step of await Promise.allSettled(inFlight)) {
    if (step.status === 'rejected') failure ??= step.reason;
  }
  if (failure) throw failure;
  signal.throwIfAborted();
}

async function deliverAfter(
  previous: Promise<void>,
  settled: Promise<readonly RejectRow[]>,
  result: ResultPart | undefined,
  deliver: PumpInput['deliver'],
): Promise<void> {
  const [conflicts] = await Promise.all([settled, previous]);
  if (result) await deliver(result, conflicts);
}
