import type { AnalysisReport } from '@sluice/jobs/report';
import { expect, it } from 'vitest';
import { jsonBytes, trimReport } from './trim-report.ts';

const report = (more: object): AnalysisReport => ({
  ...{ alerts: [], issues: [], recommendations: [], executiveSummary: [], rowLevelIssues: [], routing_decisions: [] },
  analysisSummary: { status: 'completed', summary: 'Fine.', model_used: 'rules' },
  issueSummary: { total_issues: 0, by_type: {}, by_severity: {}, affected_rows: 0, affected_columns: 0 },
  downloads: [{ download_id: 'a', file_name: 'a.csv', format: 'csv', content_base64: 'x'.repeat(500) }],
  ...more,
});

it('returns a report that is short enough unchanged', () => {
  const short = report({ alerts: [1, 2, 3] });
  expect(trimReport(short, 10_000)).toBe(short);
});

it('drops embedded contents, shortens lists no more than necessary and marks the report as trimmed', () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => ({ row: at, text: 'something' }));
  const trimmed = trimReport(report({ rowLevelIssues: rows, issueSummary: { total_issues: 3_000 } }), 10_000);
  expect(trimmed).toMatchObject({ trimmed: true, issueSummary: { total_issues: 3_000 } });
  expect(trimmed.downloads).toEqual([{ download_id: 'a', file_name: 'a.csv', format: 'csv' }]);
  expect(trimmed.rowLevelIssues).toEqual(rows.slice(0, 200));
  expect(jsonBytes(trimmed)).toBeLessThanOrEqual(10_000);
});

interface Filled {
  readonly profile: { readonly findings: { readonly columns: object } };
}

it('shortens long text and objects of thousands of columns', () => {
  const columns = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`column ${at}`, 'y'.repeat(5_000)]));
  const trimmed = trimReport(report({ profile: { findings: { columns } } }), 100_000);
  expect(jsonBytes(trimmed)).toBeLessThanOrEqual(100_000);
  expect(Object.keys((trimmed as unknown as Filled).profile.findings.columns)).toHaveLength(40);
});
