import type { Analysis } from '@sluice/db/analyses';
import type { AnalysisOptions } from '@sluice/jobs';
import type { Engine } from './engine.ts';
import type { Findings, LoadedTable } from './types.ts';

/** What everything that an analysis hands over is made of; good until the engine is closed. */
export interface Material {
  readonly analysis: Analysis;
  readonly options: AnalysisOptions;
  /** Of the document, as its sender named it. */
  readonly fileName: string;
  /** The first component of every key in S3. */
  readonly storageEnv: string;
  /** For files on their way; removed with the engine. */
  readonly folder: string;
  readonly engine: Engine;
  readonly source: LoadedTable;
  readonly findings: Findings;
  /** Rows of the tables that the workbook shows: it has to know beforehand. */
  readonly counts: SheetCounts;
}

export interface SheetCounts {
  readonly rowIssues: number;
  readonly quarantined: number;
  readonly changes: number;
}
