import { isAppError } from '@sluice/core';
import { headerSetOf, recordReading } from '@sluice/db/imports';
import { type HeaderMapping, ownHeaders } from '@sluice/importers';
import { doubtfulReading } from '@sluice/jobs';
import { warningsOf } from '../spool/reading.ts';
import type { SpooledTable } from '../spool/spool.ts';
import { openCsv } from '../tabular/index.ts';
import type { Attempt } from './attempt.ts';
import { type FoundDateOrder, findDateOrder } from './find-date-order.ts';
import { asksForDoubts } from './import-target.ts';
import { mapHeader } from './map-header.ts';

/**
 * Decides how the file is read, and shows it as soon as it is known.
 * @throws AppError READING_DOUBTFUL if the caller allows no guesses
 */
export async function decideReading(attempt: Attempt, table: SpooledTable): Promise<void> {
  attempt.mapping = mappingOf(attempt, table);
  await showReading(attempt, table);
  attempt.dates = await decideDates(attempt, table);
  const decision = attempt.dates?.decision;
  const decisions = decision ? [...table.decisions, decision] : table.decisions;
  if (decision) await showReading(attempt, { ...table, decisions });
  const refusal = asksForDoubts(attempt.options) ? doubtfulReading(decisions) : undefined;
  if (refusal) throw refusal;
}

/** A header that cannot be used is refused by who reads the records. */
function mappingOf({ deps, options, importer }: Attempt, { path, dialect }: SpooledTable): HeaderMapping | undefined {
  try {
    const reader = openCsv({ path, dialect, limits: deps.limits });
    reader.close();
    return mapHeader(reader, dialect, importer, options);
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

async function showReading(attempt: Attempt, table: SpooledTable): Promise<void> {
  const { deps, run } = attempt;
  const { id, attempt: number } = run.job;
  const warnings = warningsOf(table.decisions, table.warnings);
  const reading = attempt.readingOf(table);
  const headerSet = headerSetOfMapped(attempt);
  await recordReading(deps.db, { id, attempt: number, total: table.records, reading, headerSet, warnings });
}

/** What a person decided about some of these headers is offered again to the next file with all of them. */
function headerSetOfMapped({ mapping, options }: Attempt): string | null {
  if (!mapping || options.dry_run || Object.keys(options.mapping ?? {}).length === 0) return null;
  return headerSetOf(ownHeaders(mapping));
}

/** A caller who allows no guesses is asked before the first row is written, so all dates are read now. */
async function decideDates(
  { deps, run, options, importer, mapping }: Attempt,
  { path, dialect }: SpooledTable,
): Promise<FoundDateOrder | undefined> {
  const { date_order: dateOrder } = options;
  if (!mapping || !asksForDoubts(options) || dateOrder) return undefined;
  const file = { path, dialect, limits: deps.limits };
  return findDateOrder({ file, mapping, importer, dateOrder }, run.signal);
}
