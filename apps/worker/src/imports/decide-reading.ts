import { recordReading } from '@sluice/db/imports';
import { doubtfulReading } from '@sluice/jobs';
import { readingOf, warningsOf } from '../spool/reading.ts';
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
  await showReading(attempt, table);
  attempt.dates = await decideDates(attempt, table);
  const decision = attempt.dates?.decision;
  const decisions = decision ? [...table.decisions, decision] : table.decisions;
  if (decision) await showReading(attempt, { ...table, decisions });
  const refusal = asksForDoubts(attempt.options) ? doubtfulReading(decisions) : undefined;
  if (refusal) throw refusal;
}

async function showReading({ deps, run }: Attempt, table: SpooledTable): Promise<void> {
  const { id, attempt } = run.job;
  const warnings = warningsOf(table.decisions, table.warnings);
  await recordReading(deps.db, { id, attempt, total: table.records, reading: readingOf(table), warnings });
}

/** A caller who allows no guesses is asked before the first row is written, so all dates are read now. */
async function decideDates(
  { deps, run, options, importer }: Attempt,
  { path, dialect }: SpooledTable,
): Promise<FoundDateOrder | undefined> {
  const { date_order: dateOrder } = options;
  if (!asksForDoubts(options) || dateOrder) return undefined;
  const file = { path, dialect, limits: deps.limits };
  const reader = openCsv(file);
  reader.close();
  const mapping = mapHeader(reader, dialect, importer, options);
  return findDateOrder({ file, mapping, importer, dateOrder }, run.signal);
}
