import type { AnalysisReport } from '@sluice/client';
import { expect, it } from 'vitest';
import { effectsOf, recordsOf } from './effects.ts';

const step = (title: string, findings: unknown = {}) => ({
  ...{ title, status: 'completed', reason: null, before: {}, after: {}, findings },
});
const change = (row: number, of: string) => ({
  ...{ row_index: row, column: 'city', step: of, before: ` ${row}`, after: `${row}`, reason: 'spaces' },
});

it('shows the counts of each step with three examples, in the order of the file', () => {
  const counts = { cells_to_change: 5, rows_to_drop: 0 };
  const report = {
    preview: step('Preview', {
      effects: [
        { step: 'standardise', ...counts },
        { step: 'duplicates', cells_to_change: 0, rows_to_drop: 2 },
      ],
    }),
    standardise: step('Standardization'),
    duplicates: step('Duplicates'),
    changeLog: {
      total_changes: 6,
      changes: [...[2, 3, 4, 5].map((row) => change(row, 'standardise')), { ...change(6, 'duplicates'), column: null }],
    },
  } as unknown as AnalysisReport;
  expect(effectsOf(report)).toEqual([
    {
      ...{ key: 'standardise', title: 'Standardization', cells: 5, rows: 0 },
      examples: [2, 3, 4].map((row) => ({ row, column: 'city', before: ` ${row}`, after: `${row}` })),
    },
    {
      ...{ key: 'duplicates', title: 'Duplicates', cells: 0, rows: 2 },
      examples: [{ row: 6, column: null, before: ' 6', after: '6' }],
    },
  ]);
});

it('takes the examples of each step from those of the report, however late they come in the file', () => {
  const report = {
    preview: {
      ...step('Preview', { effects: [{ step: 'nulls', cells_to_change: 1, rows_to_drop: 0 }] }),
      before: { rows: 90_000 },
    },
    changeLog: { total_changes: 80_001, changes: [change(2, 'standardise')], examples: [change(81_000, 'nulls')] },
  } as unknown as AnalysisReport;
  expect(effectsOf(report)[0]?.examples.map(({ row }) => row)).toEqual([81_000]);
  expect(recordsOf(report)).toBe(90_000);
});
