import { expect, test } from 'vitest';
import { importOutcome } from './import-outcome.ts';

const counts = (failed: number, skipped = 0, inserted = 0, updated = 0, unchanged = 0) => ({
  ...{
    failedRows: failed,
    skippedRows: skipped,
    insertedRows: inserted,
    updatedRows: updated,
    unchangedRows: unchanged,
  },
});

test.each([
  ['empty', counts(0)],
  ['all_failed', counts(3)],
  ['most_failed', counts(3, 0, 2)],
  ['most_failed', counts(3, 2)],
  ['some_failed', counts(1, 0, 1)],
  ['some_failed', counts(1, 0, 0, 9, 9)],
  ['nothing_new', counts(0, 4)],
  ['nothing_new', counts(0, 1, 0, 5, 5)],
  ['complete', { ...counts(0, 4), deletedRows: 1 }],
  ['complete', counts(0, 4, 1)],
  ['complete', counts(0, 0, 0, 5, 4)],
])('is %s for %o', (outcome, of) => expect(importOutcome(of)).toBe(outcome));
