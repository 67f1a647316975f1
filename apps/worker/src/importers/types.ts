import type { TargetName } from '@sluice/db/targets';

export type DateOrder = 'DMY' | 'MDY';

/** What a cell's parser may ask and say. One object serves all cells of a file, so a parser must not keep it. */
export interface CellContext {
  /** Undefined where neither the caller nor the file decides. */
  readonly dateOrder: DateOrder | undefined;
  /** Reports an error of this cell; the parser then answers what this returns. */
  fail(code: string, message: string): undefined;
}

/** How the text of a cell becomes the text that MySQL stores. */
export interface ColumnType {
  /** As people say it in templates and previews: "text", "date", … */
  readonly label: string;
  /** True where the order of day and month matters. */
  readonly holdsDates?: boolean;
  /** `text` is trimmed and not blank. Answers MySQL's literal without quotes, or what `cell.fail` returned. */
  parse(text: string, cell: CellContext): string | undefined;
}

export interface Column {
  /** The column of the target table, and the header that the template shows. */
  readonly name: string;
  /** Other headers that people use for it; compared without case, spaces, `-` and `_`. */
  readonly aliases?: readonly string[];
  readonly type: ColumnType;
  readonly required?: boolean;
  /** What a new row gets where the cell is blank, instead of NULL: a value, or the moment the import was created. */
  readonly fallback?: string | 'now';
  readonly example: string;
  /** One line for the template. */
  readonly description: string;
}

/** Two columns of one row that must be in order. */
export interface OrderRule {
  readonly lower: string;
  readonly upper: string;
  readonly code: string;
  readonly message: string;
}

/** One kind of file that can be imported: what its columns are and where its rows go. */
export interface Importer {
  readonly name: TargetName;
  readonly columns: readonly Column[];
  /** The column whose value is unique in an account. */
  readonly key: string;
  /** Makes keys for rows that have none; without it the key is required. */
  readonly makeKey?: { readonly prefix: string; readonly digits: number };
  readonly rules?: readonly OrderRule[];
}
