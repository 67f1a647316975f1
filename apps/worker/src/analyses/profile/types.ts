import type { ProfileParameters } from '@sluice/jobs';
import type { Engine } from '../engine.ts';
import type { CellKind, ColumnType, KindCounts } from '../shared/kinds.ts';
import type { PersonalKind } from '../shared/personal-sql.ts';
import type { RowIssueQuery } from '../shared/row-issues.ts';
import type { Alert, Issue, LoadedTable, Recommendation, StepSheet, TableColumn } from '../types.ts';

export interface TopValue {
  readonly value: string;
  readonly count: number;
}

/** What is counted of a column's cells; all counts are rows unless they say otherwise. */
export interface ColumnFacts extends TableColumn {
  readonly position: number;
  /** What it is called in the report. */
  readonly label: string;
  readonly rows: number;
  /** Cells with nothing in them. */
  readonly nulls: number;
  /** Cells with white space only. */
  readonly blanks: number;
  /** Cells with a word for "no value": NA, null, -, ... */
  readonly tokens: number;
  /** All other cells. `values = rows - nulls - blanks - tokens`. */
  readonly values: number;
  /** Different texts among the cells that are not empty. */
  readonly distinct: number;
  /** Texts that one row has alone. */
  readonly singles: number;
  readonly top: readonly TopValue[];
  /** Whether some texts differ in case alone; not asked of columns with very many texts. */
  readonly caseVariants: boolean;
  readonly kinds: KindCounts;
  readonly type: ColumnType;
  /** Values that fit the type. */
  readonly agree: number;
  /** Lengths, in characters, of the cells that are not empty; null where there are none. */
  readonly length: { readonly min: number; readonly mean: number; readonly max: number } | null;
  readonly outerSpace: number;
  readonly innerSpace: number;
  readonly damaged: number;
  readonly personal: Readonly<Record<PersonalKind, number>>;
}

export interface NumberFacts {
  readonly id: string;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number | null;
  readonly mean: number | null;
  /** Of a sample: divided by n - 1. Null for one value, or where it is beyond what a double holds. */
  readonly std: number | null;
  readonly p1: number | null;
  readonly p5: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly zeros: number;
  readonly negatives: number;
  /** Below q1 - 1.5 IQR, or above q3 + 1.5 IQR. */
  readonly outliers: number;
  readonly lowerFence: number | null;
  readonly upperFence: number | null;
  /** Bins of equal width from min to max. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/** What the steps share; each fills in what later ones need. */
export interface Profile {
  readonly engine: Engine;
  readonly source: LoadedTable;
  readonly compared: LoadedTable | undefined;
  readonly parameters: ProfileParameters;
  columns: readonly ColumnFacts[];
  /** Table with `_row` and a DOUBLE for each column of numbers, once the numbers are counted. */
  numbersTable: string | undefined;
  numbers: readonly NumberFacts[];
  duplicateRows: number;
  /** Cells with at least one fault of their text. */
  inconsistentCells: number;
  grade: Grade | undefined;
}

export interface Grade {
  /** 0 to 1; null for a table without rows. */
  readonly score: number | null;
  readonly grade: 'A' | 'B' | 'C' | 'D' | 'F' | null;
  readonly parts: readonly { readonly part: string; readonly weight: number; readonly score: number }[];
}

export interface StepOutcome {
  readonly numbers: Readonly<Record<string, number>>;
  readonly findings: unknown;
  readonly sheet?: StepSheet;
  readonly alerts?: readonly Omit<Alert, 'alert_id'>[];
  readonly issues?: readonly Omit<Issue, 'issue_id' | 'agent_id'>[];
  readonly recommendations?: readonly Omit<Recommendation, 'recommendation_id' | 'agent_id'>[];
  readonly rowIssues?: readonly RowIssueQuery[];
}

/** One check: a key of the report and a sheet of the workbook. */
export interface ProfileStep {
  readonly key: string;
  readonly title: string;
  /** What the check goes by, as the report repeats it. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Why there is nothing to do. */
  idle?(profile: Profile): string | undefined;
  run(profile: Profile): Promise<StepOutcome>;
}

export type { CellKind, ColumnType };
