import { type AnalysisReport, analysisReport } from '@sluice/jobs/report';
import { expect, it } from 'vitest';
import { cleanSteps } from './clean/steps/index.ts';
import { cleanTable } from './clean/test/clean-text.ts';
import { profileSteps } from './profile/steps/index.ts';
import { buildReport, jsonBytes, type ReportInput, trimReport } from './report.ts';
import { profileText } from './test/run-profile.ts';
import { loadText, openTestEngine } from './test/with-engine.ts';
import type { Findings } from './types.ts';

const TEXT = [
  'id,name,age,mail,joined,note',
  ...Array.from({ length: 40 }, (_, at) => `${at},N${at % 7},${20 + at},a${at}@b.de,2024-05-${10 + (at % 20)},x`),
  '40, Ann ,999,nobody,31/12/2024,N/A',
  '40,ANN,,c@d.org,12/31/2024,MÃ¼ller',
  '1,N1,21,a1@b.de,2024-05-11,x',
  '1,2',
  '4,"x"y,1,2,3,4',
].join('\n');

/** As the loader returns it for a file with a doubtful delimiter. */
const source: ReportInput['source'] = {
  dialect: {
    ...{ format: 'csv', encoding: 'utf-8', encodingCertainty: 'valid', bom: false, delimiter: ',', quote: '"' },
    ...{ newline: '\n', escape: null, comment: null, padded: false, separatorLine: false, decimalComma: false },
    ...{ hasHeader: true, headerRows: 1, skipRows: 0, skipFooter: 0, trailingWidth: 0, nullMarker: false },
    ...{ allowShortRows: false, skipRepeatedHeaders: false, skipTotals: false },
  },
  decisions: [
    {
      ...{ topic: 'delimiter', value: ',', given: false, confidence: 0.5 },
      ...{ evidence: 'it splits the rows evenly', alternatives: [';'] },
    },
  ],
  warnings: [{ code: 'DELIMITER_DOUBTFUL', message: 'Doubtful', column: 'a', count: 2, rows: [3, 4] }],
};

/** A report after serialization: with the keys and values of JSON. */
const asJson = (findings: Findings): unknown =>
  JSON.parse(JSON.stringify(buildReport({ findings, source, rowIssues: [], downloads: [], executionTimeMs: 12 })));

it('lists the steps of each tool in the order in which they run', () => {
  const order = Object.keys(analysisReport.shape);
  for (const steps of [profileSteps, cleanSteps]) {
    const keys = steps.map(({ key }) => key);
    expect(order.filter((key) => keys.includes(key as never))).toEqual(keys);
  }
});

const keysOf = (json: unknown): string[] => Object.keys(json as object);
const described = (json: unknown): string[] => keysOf(json).filter((key) => key in analysisReport.shape);

it('builds profile reports with exactly the keys of the schema', async ({ onTestFinished }) => {
  const test = await openTestEngine();
  onTestFinished(test.close);
  const json = asJson(await profileText(test, TEXT, { compared: TEXT.replaceAll('N1', 'M') }));
  expect(analysisReport.parse(json)).toEqual(json);
  expect(described(json)).toEqual(keysOf(json));
  for (const step of ['type_conflicts', 'personal_data', 'text_quality', 'unreadable_rows', 'drift', 'correlations'])
    expect(json).toMatchObject({ [step]: { status: 'completed' } });
});

it.each([
  ['default parameters', {}],
  [
    'parameters for every step',
    {
      quarantine: { required: ['name'], ranges: [{ column: 'age', max: 150 }] },
      types: { columns: { age: 'integer' as const, joined: 'date' as const }, on_failure: 'null' as const },
      standardise: { collapse_spaces: ['name'], case: { name: 'title' as const }, dates: ['joined'] },
      duplicates: { keys: ['id'], keep: 'merge' as const },
      nulls: { strategy: { strategy: 'mean' as const }, columns: { note: { strategy: 'mode' as const } } },
      outliers: { action: 'cap' as const },
    },
  ],
])('builds cleaning reports with exactly the keys of the schema: %s', async (_, asked) => {
  const test = await openTestEngine();
  try {
    const json = asJson(await cleanTable(test, await loadText(test, TEXT), { asked }));
    expect(analysisReport.parse(json)).toEqual(json);
    expect(described(json)).toEqual(keysOf(json));
    for (const step of [
      'preview',
      'quarantine',
      'standardise',
      'duplicates',
      'nulls',
      'outliers',
      'formulas',
      'checks',
    ])
      expect(json).toMatchObject({ [step]: { status: 'completed' } });
  } finally {
    await test.close();
  }
});

it('rejects a report with a value of the wrong type', async ({ onTestFinished }) => {
  const test = await openTestEngine();
  onTestFinished(test.close);
  const json = asJson(await profileText(test, TEXT)) as { columns: { findings: { distinct: unknown }[] } };
  for (const column of json.columns.findings) column.distinct = 'many';
  expect(analysisReport.safeParse(json).success).toBe(false);
});

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
