import { expect, test } from 'vitest';
import { type Outcome, outcomeAdvice, outcomeBadges, outcomeTitle, type Records } from './outcome.ts';

const records = (outcome: Outcome, counts: Partial<Records> = {}): Records => ({
  ...{ outcome, dryRun: false, written: 0, failed: 0, skipped: 0, unchanged: 0 },
  ...counts,
});

test.each([
  [records('complete', { written: 2 }), 'Import completed: 2 rows written.'],
  [records('complete', { written: 3, unchanged: 1 }), 'Import completed: 2 rows written.'],
  [records('nothing_new', { written: 3, unchanged: 3, skipped: 1 }), 'Import completed: nothing new in 4 records.'],
  [records('empty'), 'Import completed: the file has no records.'],
  [records('some_failed', { written: 3, failed: 1 }), 'Import completed: 3 rows written, 1 record with errors.'],
  [records('most_failed', { written: 1, failed: 3 }), 'Most records failed: 1 row written, 3 records with errors.'],
  [records('all_failed', { failed: 3 }), 'All 3 records failed. No rows were written.'],
  [records('all_failed', { failed: 1 }), 'The only record failed. No rows were written.'],
  [records('all_failed', { failed: 1, dryRun: true }), 'Dry run: the only record would fail.'],
])('a completed import of %o begins with its outcome', (of, title) => expect(outcomeTitle(of)).toBe(title));

test('a dry run says in its first words that it is one, and in its last that nothing was written', () => {
  for (const outcome of Object.keys(outcomeBadges) as Outcome[]) {
    const of = records(outcome, { dryRun: true, written: 5, failed: 4, skipped: 1 });
    expect(outcomeTitle(of)).toMatch(/^Dry run: /);
    expect(outcomeAdvice(of)).toMatch(/Nothing was written\.$/);
  }
});

test('only an import that wrote every record looks good', () => {
  const good = Object.entries(outcomeBadges).filter(([, { tone }]) => tone === 'good');
  expect(good.map(([outcome]) => outcome)).toEqual(['complete']);
});

test('skipped records and unchanged rows are explained', () => {
  expect(outcomeAdvice(records('nothing_new', { skipped: 2, unchanged: 1, written: 1 }))).toBe(
    '2 records skipped: already imported, or already in the table. 1 row in the table already had the same values.',
  );
  expect(outcomeAdvice(records('complete', { written: 1 }))).toBeUndefined();
});
