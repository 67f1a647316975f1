import { createLogger } from '@sluice/core';
import { profileParameters } from '@sluice/jobs';
import type { RowIssue } from '@sluice/jobs/report';
import { profileTool } from '../profile/index.ts';
import type { Findings, LoadedTable } from '../types.ts';
import { loadText, type TestEngine, type TestLoad } from './with-engine.ts';

export interface ProfileRun extends Findings {
  readonly source: LoadedTable;
  readonly issuesByRow: readonly RowIssue[];
  /** The findings of a step, by key. */
  readonly found: Readonly<Record<string, unknown>>;
}

export interface ProfileTestOptions extends TestLoad {
  readonly compared?: string;
  readonly signal?: AbortSignal;
}

/** Profiles a text; the tables stay in the engine. */
export async function profileText(
  test: TestEngine,
  text: string | Buffer,
  { compared, signal, ...options }: ProfileTestOptions = {},
): Promise<ProfileRun> {
  const source = await loadText(test, text, options);
  const second = compared === undefined ? {} : { compared: await loadText(test, compared, { table: 'compared' }) };
  const findings = await profileTool.run({
    engine: test.engine,
    source,
    ...second,
    parameters: profileParameters.parse({}),
    signal: signal ?? new AbortController().signal,
    progress: () => undefined,
    logger: createLogger({ service: 'test', level: 'silent' }),
  });
  const issuesByRow: RowIssue[] = [];
  for await (const rows of test.engine.stream(`FROM ${findings.rowIssues}`)) {
    for (const [row_index, column, issue_type, severity, message, value] of rows) {
      issuesByRow.push({ row_index, column, issue_type, severity, message, value } as RowIssue);
    }
  }
  const found = Object.fromEntries(findings.steps.map(({ key, findings }) => [key, findings]));
  return { ...findings, source, issuesByRow, found };
}
