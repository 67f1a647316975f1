import { unlessAborted } from '@sluice/core';
import { AtomicWriter, recordChecked } from '@sluice/db/imports';
import type { SpooledTable } from '../spool/spool.ts';
import { withCells } from './as-in-file.ts';
import type { Attempt } from './attempt.ts';
import { recycleLines } from './batch-feed.ts';
import { openBatchFeed } from './open-batch-feed.ts';

/** Writes all rows in one transaction. False if some row cannot be written; then none was. */
export async function writeAllOrNothing(attempt: Attempt, table: SpooledTable): Promise<boolean> {
  const { deps, run, options } = attempt;
  const { job, signal } = run;
  // Only rows that are skipped are reported here, with their cells.
  const reports = options.on_duplicate === 'skip' || options.on_new === 'skip';
  const input = attempt.sourceInput(table, 0, reports ? 'imported' : undefined);
  const feed = await openBatchFeed(input, attempt.reserve);
  const places = { delimiter: table.dialect.delimiter, places: feed.places };
  const target = attempt.target(feed);
  let writer: AtomicWriter | undefined;
  try {
    const opening = AtomicWriter.open({ ...attempt.writing, target });
    writer = await unlessAborted(opening, signal, { late: (opened) => opened.close() });
    let checked = 0;
    let next = feed.next();
    for (let checkedBatch = await next; checkedBatch; checkedBatch = await next) {
      next = feed.next();
      next.catch(() => {});
      const { batch, result } = checkedBatch;
      if (!(await unlessAborted(writer.write(withCells(batch, result, places)), signal))) return false;
      recycleLines(feed, batch);
      if (result) feed.recycle(result.bytes);
      checked += batch.rowCount;
      await recordChecked(deps.db, { id: job.id, attempt: job.attempt, checked });
    }
    await unlessAborted(writer.commit(), signal);
    await attempt.keys?.pass(feed.highestGiven);
    deps.metrics.importedRows(checked);
    return true;
  } finally {
    writer?.close();
    await feed.close();
  }
}
