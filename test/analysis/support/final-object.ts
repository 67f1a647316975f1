import { type AnalysisResult, analysisResult, type ReportStep, type RowIssue } from '@sluice/jobs/report';
import { expect } from 'vitest';
import { z } from 'zod';

/** The keys that every report has; each step adds one of its own. */
export const REPORT_KEYS = [
  'alerts',
  'issues',
  'recommendations',
  'executiveSummary',
  'analysisSummary',
  'rowLevelIssues',
  'issueSummary',
  'changeLog',
  'routing_decisions',
  'downloads',
  'warnings',
  'reading',
] as const;

/** Texts that may be empty: they come from the file, or empty stands for the whole row or file. */
const MAY_BE_EMPTY = ['field_name', 'column', 'value'];
const OF_CHANGES = ['column', 'before', 'after', 'reason'];
/** The most characters of a workbook cell; longer values would differ between the artifacts. */
const CELL_TEXT = 32_767;

/** Entries of a list in the report; the artifacts contain all of them. */
const REPORTED = 1_000;

const uploaded = z.strictObject({
  download_id: z.uuid(),
  file_name: z.string().min(1),
  format: z.string(),
  size_bytes: z.number(),
  s3_path: z.string().min(1),
  status: z.literal('uploaded'),
});
const inline = uploaded.omit({ s3_path: true, status: true }).extend({ content_base64: z.base64() });

/** Checks the final object: it matches the published schema, has no other keys, and no empty texts. */
export function checkedObject(answer: unknown): AnalysisResult {
  const final = analysisResult.parse(answer);
  expect(final).toEqual(answer);
  const known: Readonly<Record<string, unknown>> = analysisResult.shape.report.shape;
  expect(stepsOf(final).filter(([key]) => !(key in known))).toEqual([]);
  const { alerts, issues, recommendations, executiveSummary, routing_decisions, rowLevelIssues } = final.report;
  for (const list of [alerts, issues, recommendations, executiveSummary, routing_decisions, rowLevelIssues]) {
    for (const entry of list) expect(emptyTexts(entry, MAY_BE_EMPTY)).toEqual([]);
  }
  for (const change of final.report.changeLog?.changes ?? []) expect(emptyTexts(change, OF_CHANGES)).toEqual([]);
  expect(emptyTexts(final.report.analysisSummary, [])).toEqual([]);
  for (const [, { title, reason = 'none' }] of stepsOf(final)) expect(emptyTexts({ title, reason }, [])).toEqual([]);
  expect(executiveSummary.length).toBeGreaterThan(0);
  expect(rowLevelIssues.length).toBeLessThanOrEqual(REPORTED);
  expect(final.report.changeLog?.changes.length ?? 0).toBeLessThanOrEqual(REPORTED);
  checkRowIssues(rowLevelIssues);
  z.array(z.union([uploaded, inline])).parse(final.report.downloads);
  return final;
}

/** The keys with an empty text, or a list that contains one. */
const emptyTexts = (entry: object, allowed: readonly string[]): string[] =>
  Object.entries(entry).flatMap(([key, text]) => ([text].flat().includes('') && !allowed.includes(key) ? [key] : []));

function checkRowIssues(rows: readonly RowIssue[]): readonly RowIssue[] {
  for (const { value } of rows) expect(value?.length ?? 0).toBeLessThanOrEqual(CELL_TEXT);
  return rows;
}

/** Every row issue of a report.json. */
export const checkedRowIssues = (rows: unknown): readonly RowIssue[] =>
  checkRowIssues(analysisResult.shape.report.shape.rowLevelIssues.parse(rows));

/** The steps of a report, by their keys. */
export const stepsOf = (checked: AnalysisResult): [string, ReportStep][] =>
  Object.entries(checked.report).filter(([key]) => !(REPORT_KEYS as readonly string[]).includes(key)) as [
    string,
    ReportStep,
  ][];
