import { createHash } from 'node:crypto';
import type { Download } from '@sluice/client';
import type { AnalysisResult, RowIssue } from '@sluice/jobs/report';
import { expect } from 'vitest';
import { convertTable } from '../../../apps/worker/src/tabular/test/convert-table.ts';
import type { AnalysisCalls } from '../../harness/index.ts';
import { checkedObject, checkedRowIssues, stepsOf } from './final-object.ts';
import { openWorkbook, type SeenSheet, seeSheet } from './table.ts';

export type Artifacts = ReadonlyMap<string, Buffer>;

/** The results of an analysis, read with third-party readers. */
export interface Delivered {
  readonly final: AnalysisResult;
  /** By artifact name: `report.xlsx`, `cleaned.csv`, ... */
  readonly files: Artifacts;
  /** Every row issue, from report.json. */
  readonly rowIssues: readonly RowIssue[];
  readonly sheet: (name: string) => SeenSheet | undefined;
  readonly sheetNames: readonly string[];
}

/** Fetches the report and all artifacts of an analysis, and checks that they agree with each other. */
export async function fetchDelivered(client: AnalysisCalls, id: string): Promise<Delivered> {
  const final = checkedObject(await client.report(id));
  const rows = await client.downloads(id);
  const files = new Map<string, Buffer>();
  for (const row of rows) files.set(`${row.kind}.${row.format}`, await checkedFile(client, row));
  expect(
    [...final.report.downloads]
      .map((entry) => ({ ...entry, presigned_url: undefined }))
      .sort((a, b) => (a.download_id < b.download_id ? -1 : 1)),
  ).toEqual(
    [...rows]
      .map(({ download_id, file_name, format, size_bytes, s3_path, status }) => ({
        ...{ download_id, file_name, format, size_bytes, s3_path, status },
        presigned_url: undefined,
      }))
      .sort((a, b) => (a.download_id < b.download_id ? -1 : 1)),
  );
  return openDelivered(final, files);
}

async function checkedFile(client: AnalysisCalls, row: Download): Promise<Buffer> {
  expect(row).toMatchObject({ status: 'uploaded', last_error: null });
  const bytes = await client.content(row.download_id);
  expect({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual({
    size: row.size_bytes,
    sha256: row.sha256,
  });
  return bytes;
}

/** The same for a synchronous response, which contains its files. */
export function deliveredAtOnce(answer: unknown): Promise<Delivered> {
  const final = checkedObject(answer);
  const files = new Map<string, Buffer>();
  for (const entry of final.report.downloads) {
    if (entry.content_base64 === undefined) throw new Error(`${entry.file_name} is not in the answer`);
    const bytes = Buffer.from(entry.content_base64, 'base64');
    expect(bytes.length).toBe(entry.size_bytes);
    const name = /-((?:report|cleaned|quarantined)\.[a-z]+)$/.exec(entry.file_name)?.[1];
    files.set(name ?? entry.file_name, bytes);
  }
  return openDelivered(final, files);
}

async function openDelivered(final: AnalysisResult, files: Artifacts): Promise<Delivered> {
  const json = JSON.parse(String(files.get('report.json'))) as { report: Record<string, unknown> };
  const rowIssues = checkedRowIssues(json.report.rowLevelIssues);
  const xlsx = files.get('report.xlsx');
  if (!xlsx) throw new Error('there is no report.xlsx');
  const book = await openWorkbook(xlsx);
  const sheets = new Map<string, SeenSheet | undefined>();
  const delivered: Delivered = {
    final,
    files,
    rowIssues,
    sheet: (name) => {
      if (!sheets.has(name)) sheets.set(name, seeSheet(book, name));
      return sheets.get(name);
    },
    sheetNames: book.worksheets.map(({ name }) => name),
  };
  checkReportFile(json.report, final);
  checkIssueNumbers(delivered);
  checkStepSheets(delivered);
  await checkOwnReader(delivered, xlsx);
  return delivered;
}

/** report.json equals the report, except for durations, deliveries and the length of its list of row issues. */
function checkReportFile(json: Record<string, unknown>, { report }: AnalysisResult): void {
  const timeless = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, inner) => (key === 'execution_time_ms' ? undefined : inner)));
  const { rowLevelIssues: _, downloads: __, ...rest } = report;
  const { rowLevelIssues: ___, downloads: ____, ...restOfFile } = json;
  expect(restOfFile).toEqual(timeless(rest));
}

/** Recomputes every issue count from the issues themselves. */
function checkIssueNumbers({ final, rowIssues, sheet }: Delivered): void {
  const { issueSummary, rowLevelIssues } = final.report;
  expect(rowLevelIssues).toEqual(rowIssues.slice(0, 1_000));
  const tally = (of: (issue: RowIssue) => string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const issue of rowIssues) counts[of(issue)] = (counts[of(issue)] ?? 0) + 1;
    return counts;
  };
  const positive = (counts: Record<string, number>) =>
    Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
  expect({
    ...issueSummary,
    by_type: positive(issueSummary.by_type),
    by_severity: positive(issueSummary.by_severity),
  }).toEqual({
    total_issues: rowIssues.length,
    by_type: tally((issue) => issue.issue_type),
    by_severity: tally((issue) => issue.severity),
    affected_rows: new Set(rowIssues.map((issue) => issue.row_index)).size,
    affected_columns: new Set(rowIssues.map((issue) => issue.column).filter((column) => column !== '')).size,
  });
  const shown = sheet('Record issues')?.rows ?? [];
  expect(shown.map((cells) => cells.map((cell) => (cell === null ? '' : String(cell))))).toEqual(
    rowIssues.map(({ row_index, column, issue_type, severity, message, value }) =>
      [row_index, column, issue_type, severity, message, value ?? ''].map(String),
    ),
  );
}

/** The sheets of the workbook match the lists of the report. */
function checkStepSheets({ final, sheet, sheetNames }: Delivered): void {
  const { alerts, issues, recommendations } = final.report;
  expect(sheetNames[0]).toBe('Summary');
  const listed = [
    ['Alerts', alerts.map((a) => [a.severity, a.message, a.affected_fields_count]), [0, 2, 3]],
    ['Issues', issues.map((i) => [i.severity, i.field_name || null, i.issue_type, i.message]), [0, 1, 2, 3]],
    ['Recommendations', recommendations.map((r) => [r.priority, r.recommendation]), [0, 2]],
  ] as const;
  for (const [name, expected, at] of listed) {
    const rows = sheet(name)?.rows ?? [];
    expect([name, rows.map((cells) => at.map((column) => cells[column] || null))]).toEqual([
      name,
      expected.map((cells) => cells.map((cell) => cell || null)),
    ]);
  }
  const failed = stepsOf(final).filter(([, { status }]) => status === 'failed');
  expect(failed).toEqual([]);
}

/** Our own reader reads the same cells from the sheets as exceljs. */
async function checkOwnReader({ sheet, sheetNames }: Delivered, xlsx: Buffer): Promise<void> {
  for (const name of ['Record issues', 'Changes', 'Quarantined'].filter((wanted) => sheetNames.includes(wanted))) {
    const seen = sheet(name) as SeenSheet;
    const own = await convertTable(xlsx, { sheet: name });
    expect(own.header).toEqual(seen.header);
    expect(own.cells).toEqual(seen.rows.map((cells) => cells.map((cell) => (cell === null ? '' : String(cell)))));
  }
}
