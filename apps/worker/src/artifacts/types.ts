import type { ArtifactName } from '@sluice/jobs';
import type { Severity, SummaryTile } from '@sluice/jobs/report';

/** A file that an analysis makes; everything about it, its bytes too, is the same whenever it is made. */
export interface Artifact {
  readonly name: ArtifactName;
  readonly downloadId: string;
  readonly kind: string;
  readonly format: 'xlsx' | 'csv' | 'json';
  /** As a person sees it. */
  readonly fileName: string;
  readonly key: string;
  readonly contentType: string;
  produce(): AsyncIterable<Uint8Array>;
}

/** What became of it. */
export interface Produced {
  readonly sizeBytes: number;
  /** Hex, of all bytes. */
  readonly sha256: string;
}

/** A value of a sheet of the workbook; null is an empty cell. */
export type SheetCell = string | number | boolean | Date | null;

export interface SheetColumn {
  readonly header: string;
  readonly type: 'text' | 'integer' | 'number' | 'percent' | 'date' | 'boolean' | 'severity';
}

/** Rows in pieces as they come from the engine, or all of them. */
export type SheetRows = AsyncIterable<readonly (readonly SheetCell[])[]> | readonly (readonly SheetCell[])[];

/**
 * A table with a frozen header and a filter. What a cell is decides over what its column is: text stays text in a column
 * of numbers. Numbers of `percent` columns are fractions (0.25 is shown as 25.0%); dates are shown in UTC.
 */
export interface TableSheet {
  readonly layout?: 'table';
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: SheetRows;
  /** Exactly how many rows there will be: it decides whether the sheet is continued on another. */
  readonly rowCount: number;
  /** The column (counted from 0) that is colored by severity though its type is not `severity`. */
  readonly severityColumn?: number;
}

/** The page that a workbook opens with. It ends with a table of contents that is made here. */
export interface SummarySheet {
  readonly layout: 'summary';
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  /** Large figures side by side, colored by their status. */
  readonly tiles?: readonly Omit<SummaryTile, 'summary_id'>[];
  /** What to look at first. */
  readonly highlights?: readonly { readonly severity: Severity | 'warning'; readonly text: string }[];
  /** Paragraphs; headings (`#`), lists (`-`) and emphasis of Markdown are understood. */
  readonly text?: string;
  readonly facts?: readonly (readonly [label: string, value: SheetCell])[];
}

export type Sheet = TableSheet | SummarySheet;

export interface WorkbookInput {
  /** The moment that the file claims to be from; the same input gives the same bytes. */
  readonly created: Date;
  readonly sheets: readonly Sheet[];
}
