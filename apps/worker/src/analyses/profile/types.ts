import type { ProfileParameters } from '@sluice/jobs';
import type { ColumnType, NumberProfile, QualityGrade, StepFindings, TopValue } from '@sluice/jobs/report';
import type { Engine } from '../engine.ts';
import type { KindCounts } from '../shared/kinds.ts';
import type { PersonalKind } from '../shared/personal-sql.ts';
import type { RowIssueQuery } from '../shared/row-issues.ts';
import type { LoadedTable, StepRemarks, StepSheet, TableColumn } from '../types.ts';

/** Counts for a column's cells, in rows unless noted otherwise. */
export interface ColumnFacts extends TableColumn {
  readonly position: number;
  /** Its name in the report. */
  readonly label: string;
  readonly rows: number;
  /** Empty cells. */
  readonly nulls: number;
  /** Cells with whitespace only. */
  readonly blanks: number;
  /** Cells with a placeholder value: NA, null, -, ... */
  readonly tokens: number;
  /** All other cells. `values = rows - nulls - blanks - tokens`. */
  readonly values: number;
  /** Distinct texts among the non-empty cells. */
  readonly distinct: number;
  /** Texts that occur in only one row. */
  readonly singles: number;
  readonly top: readonly TopValue[];
  /** Whether some texts or email addresses differ only in case; not checked above VARIANTS_UP_TO. */
  readonly caseVariants: boolean;
  readonly kinds: KindCounts;
  readonly type: ColumnType;
  /** Values that fit the type. */
  readonly agree: number;
  /** Lengths, in characters, of the non-empty cells; null if there are none. */
  readonly length: { readonly min: number; readonly mean: number; readonly max: number } | null;
  readonly outerSpace: number;
  readonly innerSpace: number;
  readonly damaged: number;
  readonly invisible: number;
  /** Cells with a word of two alphabets. */
  readonly mixed: number;
  readonly personal: Readonly<Record<PersonalKind, number>>;
}

/** For a numeric column; outliers are below q1 - 1.5 IQR or above q3 + 1.5 IQR. */
export type NumberFacts = Omit<NumberProfile, 'column'> & { readonly id: string };

/** State shared by the steps; each one sets what later ones need. */
export interface Profile {
  readonly engine: Engine;
  readonly source: LoadedTable;
  readonly compared: LoadedTable | undefined;
  readonly parameters: ProfileParameters;
  columns: readonly ColumnFacts[];
  /** Table with `_row` and a DOUBLE for each numeric column, once the statistics are computed. */
  numbersTable: string | undefined;
  numbers: readonly NumberFacts[];
  duplicateRows: number;
  /** Columns that look like a key and have repeated values, worst first. */
  brokenKeys: readonly { readonly column: ColumnFacts; readonly repeated: number }[];
  /** Text faults of all cells; a cell with two of them counts twice. */
  inconsistentCells: number;
  grade: QualityGrade | undefined;
}

export interface StepOutcome<K extends string = string> extends StepRemarks {
  readonly numbers: Readonly<Record<string, number>>;
  readonly findings: StepFindings<K>;
  readonly sheet?: StepSheet;
  readonly rowIssues?: readonly RowIssueQuery[];
}

/** One check: a key of the report and a sheet of the workbook. */
export interface ProfileStep<K extends string = string> {
  readonly key: K;
  readonly title: string;
  /** The check's criteria, as shown in the report. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Why the step is skipped; undefined if it runs. */
  idle?(profile: Profile): string | undefined;
  run(profile: Profile): Promise<StepOutcome<K>>;
}
