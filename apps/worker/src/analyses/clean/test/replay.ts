import { expect } from 'vitest';
import { cleanSteps } from '../steps/index.ts';
import type { Cells, Cleaned } from './clean-text.ts';

/** Replays the change log on the source, step by step. Every entry must be a real change, once per step. */
export function expectLogExplains(result: Cleaned): void {
  const { columns, source, cleaned, changes, findings } = result;
  const rows = new Map<number, (string | null)[]>([...source].map(([row, cells]) => [row, [...cells]]));
  for (const { key: step } of cleanSteps) {
    const own = changes.filter((change) => change.step === step);
    const keys = own.map(({ _row, column_name }) => `${_row} ${column_name}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { _row, column_name, before, after, reason } of own.filter((change) => change.column_name !== null)) {
      const cells = rows.get(_row);
      const at = columns.indexOf(column_name ?? '');
      expect(cells?.[at]).toBe(before);
      expect(after).not.toBe(before);
      expect(reason).not.toBe('');
      if (cells) cells[at] = after;
    }
    for (const { _row, before, after } of own.filter((change) => change.column_name === null)) {
      expect([before, after]).toEqual([null, null]);
      expect(rows.delete(_row)).toBe(true);
    }
    const report = findings.steps.find(({ key }) => key === step);
    expect(report?.after.cells_changed ?? 0).toBe(own.filter((change) => change.column_name !== null).length);
    if (report && step !== 'preview') expect(report.after.rows).toBe(rows.size);
  }
  expect([...cleaned]).toEqual([...(rows as Map<number, Cells>)]);
  expect(findings.cleaned?.rows).toBe(rows.size);
  expect(findings.changes?.rows).toBe(changes.length);
  expect(findings.issueSummary.total_issues).toBe(result.issues.length);
  expect(findings.quarantined?.rows).toBe(result.quarantined.length);
}
