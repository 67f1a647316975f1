import { describe, expect, it } from 'vitest';
import { findingsOf, foundList, readReport } from './read-report.ts';

const step = { title: 'A step', status: 'completed', parameters: {}, before: {}, after: {} };

/** Parts of a report are enough here. */
const read = (part: object) => readReport(part as Parameters<typeof readReport>[0]);

describe('a report', () => {
  it('has every list, even when it was truncated', () => {
    const report = read({ downloads: [], trimmed: true });
    expect(report).toMatchObject({ alerts: [], rowIssues: [], steps: [], summary: '', isTrimmed: true });
    expect(report.changeLog).toBeUndefined();
  });

  it('has its steps in execution order, unknown ones last', () => {
    const report = read({
      checks: { ...step, findings: [] },
      future: { ...step, findings: null },
      nulls: { ...step, findings: { a: 1 } },
      preview: { ...step, status: 'skipped', findings: [1] },
      alerts: [],
    });
    expect(report.steps.map(({ key }) => key)).toEqual(['preview', 'nulls', 'checks', 'future']);
    expect(findingsOf(report, 'nulls')).toEqual({ a: 1 });
    expect(findingsOf(report, 'preview')).toBeUndefined();
    expect(foundList(report, 'nulls')).toEqual([]);
    const profile = read({ quality: step, drift: step, uniqueness: step, type_conflicts: step, columns: step });
    expect(profile.steps.map(({ key }) => key)).toEqual([
      'columns',
      'type_conflicts',
      'uniqueness',
      'drift',
      'quality',
    ]);
  });

  it('counts changes that are not listed', () => {
    const changes = [{ row_index: 2, column: 'a', step: 'nulls', before: 'NA', after: null, reason: 'word' }];
    expect(read({ changeLog: { total_changes: 5_000, changes } }).changeLog).toEqual({ total: 5_000, changes });
  });
});
