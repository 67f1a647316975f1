import { deleteRecord, listOutdatedRecords, type OutdatedRecord, workRecords } from '@sluice/db/retention';
import { daysAgo } from './outdated.ts';
import type { RetentionRun } from './run.ts';

const PAGE = 200;

/**
 * Deletes imports, analyses and re-processing runs past their retention, with batches and expired artifacts. The rows that
 * imports wrote stay. A record outlives its artifacts and row errors. Returns how many.
 */
export async function deleteHistory(run: RetentionRun): Promise<number> {
  const { db, env } = run.deps;
  const { RETENTION_RECORDS_DAYS, RETENTION_DOWNLOADS_DAYS, RETENTION_REJECTS_DAYS } = env;
  const before = daysAgo(Math.max(RETENTION_RECORDS_DAYS, RETENTION_DOWNLOADS_DAYS, RETENTION_REJECTS_DAYS));
  let deleted = 0;
  for (const kind of workRecords) {
    deleted += await run.step('history', async (counter) => {
      for (let after: OutdatedRecord | undefined; ; ) {
        const page = await listOutdatedRecords(db, { kind, before, after, limit: PAGE });
        for (const { key } of page) {
          await run.item('history', { kind, key }, async () => {
            if (await deleteRecord(db, { kind, key, before })) counter.count++;
          });
        }
        after = page.at(-1);
        if (page.length < PAGE) return;
      }
    });
  }
  return deleted;
}
