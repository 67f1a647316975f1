import type { ArtifactName } from '@sluice/jobs';
import type { Severity, SummaryTile } from '@sluice/jobs/report';

/** A file that an analysis produces; the output is deterministic, byte for byte. */
export interface Artifact {
  readonly name: ArtifactName;
  readonly downloadId: string;
  readonly kind: string;
  readonly format: 'xlsx' | 'csv' | 'json';
  /** The file name that users see. */
  readonly fileName: string;
  readonly key: string;
  readonly contentType: string;
  produce(): AsyncIterable<Uint8Array>;
}

/** Size and hash of an artifact that has been produced. */
export interface Produced {
  readonly sizeBytes: number;
  /** Hex, over all bytes. */
  readonly sha256: string;
}

/** A value in a sheet of the workbook; null is an empty cell. */
export type SheetCell = string | number | boolean | Date | null;

export interface SheetColumn {
  readonly header: string;
  readonly type: 'text' | 'integer' | 'number' | 'percent' | 'date' | 'boolean' | 'severity';
}

/** Rows in batches from the engine, or all at once. */
export type SheetRows = AsyncIterable<readonly (readonly SheetCell[])[]> | readonly (readonly SheetCell[])[];

/**
 * A table with a frozen header and a filter. The type of a cell takes precedence over that of its column: text in a numeric
 * column stays text. Numbers of `percent` columns are fractions (0.25 is shown as 25.0%); dates are shown in UTC.
 */
export interface TableSheet {
  readonly layout?: 'table';
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: SheetRows;
  /** The exact number of rows, which decides whether the table continues on another sheet. */
  readonly rowCount: number;
  /** Index of a column that is colored by severity although its type is not `severity`. */
  readonly severityColumn?: number;
}

/** The first sheet of a workbook. A table of contents is appended to it. */
export interface SummarySheet {
  readonly layout: 'summary';
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  /** Large figures side by side, colored by their status. */
  readonly tiles?: readonly Omit<SummaryTile, 'summary_id'>[];
  /** The most important points. */
  readonly highlights?: readonly { readonly severity: Severity | 'warning'; readonly text: string }[];
  /** Paragraphs; supports Markdown headings (`#`), lists (`-`) and emphasis. */
  readonly text?: string;
  readonly facts?: readonly (readonly [label: string, value: SheetCell])[];
}

export type Sheet = TableSheet | SummarySheet;

export interface WorkbookInput {
  /** The file's creation time; the same input produces the same bytes. */
  readonly created: Date;
  readonly sheets: readonly Sheet[];
}
