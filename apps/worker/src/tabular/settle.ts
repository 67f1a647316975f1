import { setImmediate } from 'node:timers/promises';
import { openCsv } from './csv.ts';
import { rowsExceeded } from './refusals.ts';
import type { Dialect, Inspection, TableLimits } from './types.ts';

type InspectedCsv = Extract<Inspection, { kind: 'csv' }>;
type Unsettled = Pick<InspectedCsv, 'dialect' | 'records' | 'settled'>;

/**
 * Completes an inspection by reading the records of the spool, if that is needed to count them or to see whether all of them
 * end with the same delimiters. @throws AppError if the file is unusable; the signal's reason.
 */
export async function settle<T extends Unsettled>(
  found: T,
  path: string,
  limits: TableLimits,
  signal?: AbortSignal,
): Promise<T> {
  if (found.settled) return found;
  const work = confirm(found.dialect, path, limits);
  for (;;) {
    signal?.throwIfAborted();
    const step = work.next();
    if (step.done) return { ...found, ...step.value, settled: true };
    await setImmediate();
  }
}

/** The same without giving way to other work. */
export function settleNow<T extends Unsettled>(found: T, path: string, limits: TableLimits): T {
  if (found.settled) return found;
  const work = confirm(found.dialect, path, limits);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return { ...found, ...step.value, settled: true };
  }
}

function* confirm(
  dialect: Dialect,
  path: string,
  limits: TableLimits,
): Generator<void, Pick<Unsettled, 'dialect' | 'records'>> {
  // Without the trailing width, records keep their cells.
  const reader = openCsv({ path, dialect: { ...dialect, trailingWidth: 0 }, limits });
  let { trailingWidth } = dialect;
  let records = 0;
  try {
    for (const { cells, faults } of reader.blocks()) {
      records += cells.length;
      if (records > limits.maxRows) throw rowsExceeded(limits.maxRows);
      if (
        trailingWidth > 0 &&
        cells.some(({ length }, at) => length > 0 && length !== trailingWidth && isWide(faults.get(at)?.code))
      )
        trailingWidth = 0;
      yield;
    }
  } finally {
    reader.close();
  }
  return { dialect: { ...dialect, trailingWidth }, records };
}

/** Whether the cells of a record with this fault, if any, could be counted. */
const isWide = (code: string | undefined): boolean =>
  code === undefined || code === 'TOO_MANY_CELLS' || code === 'TOO_FEW_CELLS' || code === 'CELL_TOO_LARGE';
