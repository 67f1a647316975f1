import { createLogger } from '@sluice/core';
import { type CleanParameters, cleanParameters } from '@sluice/jobs';
import type { z } from 'zod';
import { loadText, openTestEngine, type TestEngine, type TestLoad } from '../../test/with-engine.ts';
import type { Findings, LoadedTable } from '../../types.ts';
import { cleanTool, cleanToolStoring } from '../index.ts';

export type Asked = z.input<typeof cleanParameters>;

export interface Change {
  readonly _row: number;
  readonly column_name: string | null;
  readonly step: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string;
}
export type Cells = readonly (string | null)[];

export interface Cleaned {
  readonly findings: Findings;
  readonly columns: readonly string[];
  /** By row number. */
  readonly source: ReadonlyMap<number, Cells>;
  readonly cleaned: ReadonlyMap<number, Cells>;
  readonly changes: readonly Change[];
  readonly quarantined: readonly { readonly _row: number; readonly reason: string; readonly raw: string | null }[];
  readonly issues: readonly { readonly _row: number; readonly column_name: string; readonly issue_type: string }[];
}

export const parametersOf = (asked: Asked): CleanParameters => cleanParameters.parse(asked);

export interface CleanRun {
  readonly asked?: Asked;
  readonly load?: TestLoad;
  /** Whether the versions of the table are views, as those of large tables are. */
  readonly views?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (phase: string, done: number) => void;
}

/** Runs clean-my-data on a loaded table. */
export const cleanTable = (
  test: TestEngine,
  source: LoadedTable,
  { asked = {}, views = false, signal, progress }: CleanRun = {},
) =>
  (views ? cleanToolStoring(0) : cleanTool).run({
    engine: test.engine,
    source,
    parameters: parametersOf(asked),
    signal: signal ?? new AbortController().signal,
    progress: progress ?? (() => undefined),
    logger: createLogger({ service: 'test', level: 'silent' }),
  });

/** Loads a CSV, cleans it in a separate engine, and reads the result. */
export async function cleanText(text: string, run: CleanRun = {}): Promise<Cleaned> {
  const test = await openTestEngine();
  try {
    const source = await loadText(test, text, run.load);
    const findings = await cleanTable(test, source, run);
    const { cleaned, changes, quarantined } = findings;
    if (!cleaned || !changes || !quarantined) throw new Error('a table is missing');
    const cells = (table: string) =>
      readCells(
        test,
        table,
        source.columns.map(({ id }) => id),
      );
    return {
      findings,
      columns: source.columns.map(({ name }) => name),
      source: await cells(source.table),
      cleaned: await cells(cleaned.table),
      changes: await test.engine.rows(`SELECT * FROM ${changes.table} ORDER BY ALL`),
      quarantined: await test.engine.rows(`SELECT _row, reason, raw FROM ${quarantined.table} ORDER BY ALL`),
      issues: await test.engine.rows(`SELECT _row, column_name, issue_type FROM ${findings.rowIssues} ORDER BY ALL`),
    };
  } finally {
    await test.close();
  }
}

async function readCells({ engine }: TestEngine, table: string, ids: readonly string[]): Promise<Map<number, Cells>> {
  const rows = await engine.rows<Record<string, string | number | null>>(`SELECT * FROM ${table} ORDER BY _row`);
  return new Map(rows.map((row) => [Number(row._row), ids.map((id) => row[id] as string | null)]));
}

const quoted = (cell: string | null): string => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`);

export const csvOf = (columns: readonly string[], rows: Iterable<Cells>): string =>
  [columns, ...rows]
    .map((cells) => cells.map(quoted).join(','))
    .join('\r\n')
    .concat('\r\n');

/** The cells of one column, in file order. */
export function column({ columns, cleaned }: Cleaned, name: string): (string | null)[] {
  const at = columns.indexOf(name);
  return [...cleaned.values()].map((cells) => cells[at] ?? null);
}

export const stepOf = ({ findings }: Cleaned, key: string) => {
  const step = findings.steps.find((one) => one.key === key);
  if (!step) throw new Error(`no step ${key}`);
  return step;
};
