import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AnalysisResult } from '@sluice/client';
import { expect, test } from 'vitest';
import { type Client, useSuite } from '../harness/index.ts';

const suite = useSuite({ standing: true });
const FOLDER = path.join(import.meta.dirname, '../fixtures/cases');

/** Analyzes a fixture in its own account. */
async function run(file: string, tool: 'profile-my-data' | 'clean-my-data', parameters: Record<string, unknown> = {}) {
  const client = await suite.api.client(`a${file.slice(0, 20)}`);
  const bytes = await readFile(path.join(FOLDER, file));
  const { analysis_id: id } = await client.analyses.post(bytes, file, { tool, parameters });
  const analysis = await client.analyses.wait(id);
  expect(analysis.error_message).toBeNull();
  return { client, id, analysis, report: await client.analyses.report(id), bytes };
}

const artifact = async (client: Client, id: string, name: string): Promise<string> => {
  const found = (await client.analyses.downloads(id)).find(({ file_name }) => file_name.endsWith(name));
  return (await client.analyses.content(found?.download_id ?? '')).toString();
};

const rowsOf = ({ report }: { report: AnalysisResult }) => JSON.stringify(report);

test('title rows above the header are not profiled', async () => {
  const { analysis } = await run('06-title-rows-above-header.csv', 'profile-my-data');
  expect(analysis.total_rows).toBe(3);
});

test('trailing delimiters are not columns', async () => {
  const { report } = await run('12-extra-trailing-delimiters.csv', 'profile-my-data');
  expect(rowsOf({ report })).toContain('TOO_MANY_CELLS');
});

test('a title above a table with semicolons', async () => {
  const { report } = await run('60-title-above-semicolon.csv', 'profile-my-data');
  expect(rowsOf({ report })).toMatch(/"column":"name"/);
});

test('decimal commas of three digits', async () => {
  const { report } = await run('60-kg-comma-semicolon.csv', 'profile-my-data');
  expect(/10\.5\b/.test(rowsOf({ report })) || /DECIMAL_MARK/.test(rowsOf({ report }))).toBe(true);
});

test('a lone hyphen stays, and an escaped formula is in the change log', async () => {
  const { client, id, report } = await run('60-lone-hyphen.csv', 'clean-my-data');
  expect(await artifact(client, id, 'cleaned.csv')).toBe("id,c\r\n1,-\r\n2,'@ann\r\n3,ok\r\n");
  expect(report.report.changeLog?.changes).toMatchObject([
    { row_index: 3, column: 'c', before: '@ann', after: "'@ann" },
  ]);
});

test('a cleaning of formulas that is switched off returns the file', async () => {
  const { client, id, report } = await run('24-excel-constant-formula.csv', 'clean-my-data', {
    formulas: { enabled: false },
  });
  const cleaned = await artifact(client, id, 'cleaned.csv');
  expect(cleaned).toContain('"=""000123""";Meter');
  expect(report.report.changeLog?.total_changes).toBe(0);
});

test('a blank is filled with a mean in the style of its column', async () => {
  const { client, id } = await run('60-mean-with-blank.csv', 'clean-my-data', {
    nulls: { columns: { c: { strategy: 'mean' } } },
  });
  expect(await artifact(client, id, 'cleaned.csv')).toContain('4,1.67\r\n');
});

test('the outliers that are counted are those that are listed', async () => {
  const { report } = await run('60-outliers-16-digits.csv', 'profile-my-data');
  const [numbers] = report.report.numbers?.findings ?? [];
  const listed = report.report.rowLevelIssues.filter(({ issue_type }) => issue_type === 'outlier');
  expect(listed).toHaveLength(numbers?.outliers ?? -1);
  expect(numbers?.median).toBeGreaterThanOrEqual(numbers?.min ?? Infinity);
});
