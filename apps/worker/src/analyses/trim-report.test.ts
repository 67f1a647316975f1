import { expect, it } from 'vitest';
import { jsonBytes, trimReport } from './trim-report.ts';

const downloads = [{ download_id: 'a', file_name: 'a.csv', format: 'csv', content_base64: 'x'.repeat(500) }];

it('leaves a report that is short enough as it is', () => {
  const report = { downloads, alerts: [1, 2, 3] };
  expect(trimReport(report, 10_000)).toBe(report);
});

it('drops contents, then shortens lists no more than it must, and says so', () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => ({ row: at, text: 'something' }));
  const report = { downloads, rowLevelIssues: rows, issueSummary: { total_issues: 3_000 } };
  const trimmed = trimReport(report, 10_000);
  expect(trimmed).toMatchObject({ trimmed: true, issueSummary: { total_issues: 3_000 } });
  expect(trimmed.downloads).toEqual([{ download_id: 'a', file_name: 'a.csv', format: 'csv' }]);
  expect(trimmed.rowLevelIssues).toEqual(rows.slice(0, 200));
  expect(jsonBytes(trimmed)).toBeLessThanOrEqual(10_000);
});

it('shortens long text and objects of thousands of columns', () => {
  const columns = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`column ${at}`, 'y'.repeat(5_000)]));
  const trimmed = trimReport({ downloads, profile: { findings: { columns } } }, 100_000);
  expect(jsonBytes(trimmed)).toBeLessThanOrEqual(100_000);
  expect(Object.keys((trimmed.profile as { findings: { columns: object } }).findings.columns)).toHaveLength(40);
});
