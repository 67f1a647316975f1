import { analysisReport } from '@sluice/jobs/report';
import { expect, it } from 'vitest';
import { cleanTable } from './clean/test/clean-text.ts';
import { buildReport } from './report.ts';
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

/** A report after serialization: with the keys and values of JSON. */
const asJson = (findings: Findings): unknown =>
  JSON.parse(JSON.stringify(buildReport({ findings, rowIssues: [], downloads: [], executionTimeMs: 12 })));

const keysOf = (json: unknown): string[] => Object.keys(json as object);
const described = (json: unknown): string[] => keysOf(json).filter((key) => key in analysisReport.shape);

it('builds profile reports with exactly the keys of the schema', { timeout: 60_000 }, async ({ onTestFinished }) => {
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
])('builds cleaning reports with exactly the keys of the schema: %s', { timeout: 60_000 }, async (_, asked) => {
  const test = await openTestEngine();
  try {
    const json = asJson(await cleanTable(test, await loadText(test, TEXT), { asked }));
    expect(analysisReport.parse(json)).toEqual(json);
    expect(described(json)).toEqual(keysOf(json));
    for (const step of ['preview', 'quarantine', 'standardise', 'duplicates', 'nulls', 'outliers', 'checks'])
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
