/** What came of a completed import or dry run, the first that applies. */
export const importOutcomes = ['empty', 'all_failed', 'most_failed', 'some_failed', 'nothing_new', 'complete'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

/** The records of a completed import, by what became of them. */
export interface OutcomeCounts {
  readonly failedRows: number;
  readonly skippedRows: number;
  readonly insertedRows: number;
  /** Rows that existed, those that were already as the record says among them. */
  readonly updatedRows: number;
  readonly unchangedRows: number;
  /** Rows of the table that the file lacks and that were deleted. */
  readonly deletedRows?: number;
}

/** The outcome in one word, so that a list never shows an import of which most records failed like one that went well. */
export function importOutcome(counts: OutcomeCounts): ImportOutcome {
  const { failedRows, skippedRows, insertedRows, updatedRows, unchangedRows, deletedRows = 0 } = counts;
  const records = failedRows + skippedRows + insertedRows + updatedRows;
  if (records === 0) return 'empty';
  if (failedRows === records) return 'all_failed';
  if (failedRows * 2 > records) return 'most_failed';
  if (failedRows > 0) return 'some_failed';
  return insertedRows + updatedRows === unchangedRows && deletedRows === 0 ? 'nothing_new' : 'complete';
}
