import type { CleanParameters } from '@sluice/jobs';
import type { Engine } from '../engine.ts';
import type { Alert, Issue, LoadedTable, Recommendation, StepSheet, TableColumn } from '../types.ts';
import type { StepOutput } from './step-output.ts';
import type { TableFacts } from './table-facts.ts';

/** The steps of the chain, by their key in parameters and report, in the order in which they run. */
export const stepKeys = [
  'preview',
  'quarantine',
  'types',
  'standardise',
  'duplicates',
  'nulls',
  'outliers',
  'checks',
] as const;
export type StepKey = (typeof stepKeys)[number];

/** The rows as they are now: a table or view with `_row` and every column of the file. */
export interface CleanState {
  readonly table: string;
  readonly rows: number;
}

export interface CleanContext {
  readonly engine: Engine;
  readonly source: LoadedTable;
  /** Named by their labels, so that every name stands for one column. */
  readonly columns: readonly TableColumn[];
  readonly parameters: CleanParameters;
  /** What has been counted of each table, so that no step counts it again. */
  readonly facts: TableFacts;
}

/** What a step would change; rows are those that it would drop or set aside. */
export interface Effect {
  readonly cells: number;
  readonly rows: number;
}

export interface StepResult {
  readonly state: CleanState;
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  readonly findings: unknown;
  readonly sheet?: StepSheet;
  readonly alerts?: readonly Omit<Alert, 'alert_id'>[];
  readonly issues?: readonly Omit<Issue, 'issue_id' | 'agent_id'>[];
  readonly recommendations?: readonly Omit<Recommendation, 'recommendation_id' | 'agent_id'>[];
}

export interface CleanStep {
  readonly key: StepKey;
  readonly title: string;
  /** Why there is nothing to do, from the parameters alone. */
  idle?(parameters: CleanParameters): string | undefined;
  /** Counts what `run` would change, and changes nothing. */
  estimate?(context: CleanContext, state: CleanState): Promise<Effect>;
  run(context: CleanContext, state: CleanState, output: StepOutput): Promise<StepResult>;
}
