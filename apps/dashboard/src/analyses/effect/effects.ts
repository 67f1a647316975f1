import type { AnalysisReport, TrimmedReport } from '@sluice/client';
import { findingsOf, readReport } from '../report/read-report.ts';

/** How many examples each step has. */
const EXAMPLES = 3;

/** What a step of cleaning does to a file. */
export interface StepEffect {
  readonly key: string;
  readonly title: string;
  /** Cells that it would change, and records that it would remove, if it were the only step. */
  readonly cells: number;
  readonly rows: number;
  /** Some of what it changed, in the order of the file. */
  readonly examples: readonly {
    readonly row: number;
    /** Null: the whole record. */
    readonly column: string | null;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

/** The effects that a report shows, in the order of the steps. */
export function effectsOf(given: AnalysisReport | TrimmedReport): StepEffect[] {
  const report = readReport(given);
  const counted = findingsOf(report, 'preview')?.effects ?? [];
  // A worker of an earlier version lists only the first changes of all steps together.
  const changes = given.changeLog?.examples ?? given.changeLog?.changes ?? [];
  return counted.map(({ step, cells_to_change: cells, rows_to_drop: rows }) => ({
    ...{ key: step, cells, rows },
    title: report.steps.find(({ key }) => key === step)?.title ?? step,
    examples: changes
      .filter((change) => change.step === step)
      .slice(0, EXAMPLES)
      .map(({ row_index: row, column, before, after }) => ({ row, column, before, after })),
  }));
}

/** How many records the counts are about; undefined if the preview step did not run. */
export const recordsOf = (given: AnalysisReport | TrimmedReport): number | undefined =>
  readReport(given).steps.find(({ key }) => key === 'preview')?.before.rows;
