import type { CleanParameters } from '@sluice/jobs';
import type { StepFindings } from '@sluice/jobs/report';
import type { Engine } from '../engine.ts';
import type { LoadedTable, StepRemarks, StepSheet, TableColumn } from '../types.ts';
import type { StepOutput } from './step-output.ts';
import type { TableFacts } from './table-facts.ts';

/** The current rows: a table or view with `_row` and every column of the file. */
export interface CleanState {
  readonly table: string;
  readonly rows: number;
}

export interface CleanContext {
  /** A new version of the table with at most so many cells is stored, a larger one is a view. */
  readonly storedCells: number;
  readonly engine: Engine;
  readonly source: LoadedTable;
  /** Named by their labels, which are unique. */
  readonly columns: readonly TableColumn[];
  readonly parameters: CleanParameters;
  /** Cached facts about each table. */
  readonly facts: TableFacts;
  /** The steps of the chain, in the order in which they run. */
  readonly chain: readonly CleanStep[];
}

/** What a step would change; rows are those that it would drop or quarantine. */
export interface Effect {
  readonly cells: number;
  readonly rows: number;
}

export interface StepResult<K extends string = string> extends StepRemarks {
  readonly state: CleanState;
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  readonly findings: StepFindings<K>;
  readonly sheet?: StepSheet;
}

/** One step of the chain: a key of the report and a sheet of the workbook. Its parameters, if any, have the same key. */
export interface CleanStep<K extends string = string> {
  readonly key: K;
  readonly title: string;
  /** Why there is nothing to do, judging by the parameters alone. */
  idle?(parameters: CleanParameters): string | undefined;
  /** Counts what `run` would change, and changes nothing. */
  estimate?(context: CleanContext, state: CleanState): Promise<Effect>;
  run(context: CleanContext, state: CleanState, output: StepOutput): Promise<StepResult<K>>;
}
