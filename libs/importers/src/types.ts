import type { FieldsMatch } from './document/table-schema.ts';
import type { Expression } from './expressions/expressions.ts';

export type DateOrder = 'DMY' | 'MDY';

/** The context of a cell parser. One object is reused for all cells of a file, so a parser must not keep it. */
export interface CellContext {
  /** Undefined if neither the caller nor the file decides. */
  readonly dateOrder: DateOrder | undefined;
  /** Reports an error of this cell; the parser must return the result. */
  fail(code: string, message: string): undefined;
  /** Warns that the value is stored in another way than it is written. Absent where nobody reads warnings. */
  note?(code: string, message: (count: number) => string): void;
}

/** How the text of a cell is converted to the text that MySQL stores. */
export interface ColumnType {
  /** Display name in templates and previews: "text", "date", … */
  readonly label: string;
  /** True if values are dates, whose order of day and month must be known. */
  readonly holdsDates?: boolean;
  /** `text` is trimmed and not blank. Returns MySQL's literal without quotes, or the result of `cell.fail`. */
  parse(text: string, cell: CellContext): string | undefined;
  /**
   * The same for a value that is no text, such as a typed cell of a workbook: `-1234.5`, `2024-03-01T09:30:00`, `true`. Absent
   * if `parse` reads these as well.
   */
  parseTyped?(text: string, cell: CellContext): string | undefined;
}

/** Why a row is not written. */
export interface RowError {
  readonly row: number;
  readonly line: number;
  readonly outcome: 'failed' | 'skipped';
  readonly code: string;
  /** The importer's column; null if the error concerns the whole row. */
  readonly field: string | null;
  /** The start of the cell. */
  readonly value: string | null;
  readonly message: string;
}

/** The creation time of the import, as a column stores it. */
export type Now = (importedAt: Date) => string;

export interface Column {
  /** The column of the target table, and the header that the template shows. */
  readonly name: string;
  /** Other common headers for it; compared ignoring case, spaces, `-`, `_` and `.`. */
  readonly aliases?: readonly string[];
  readonly type: ColumnType;
  readonly required?: boolean;
  /** The value for new rows if the cell is blank, instead of NULL, as it is stored. */
  readonly fallback?: string | Now;
  /** Texts that count as a blank cell. */
  readonly missing?: ReadonlySet<string>;
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
  /** The order of two stored values; absent if they compare as text. */
  readonly compare?: (a: string, b: string) => number;
}

/** What must be true of a row, and the error of one of which it is not. */
export interface RowCheck {
  readonly expression: Expression;
  readonly code: string;
  readonly message: string;
}

/** One kind of file that can be imported: its columns and the target of its rows. */
export interface Importer {
  readonly name: string;
  /** The table that rows are written to. */
  readonly table: string;
  readonly columns: readonly Column[];
  /** How the columns of a file must match these. Default: by name; others are left out, and only required ones are needed. */
  readonly fieldsMatch?: FieldsMatch;
  /** The columns whose values together are unique per account; none if nothing decides whether a row exists. */
  readonly keys: readonly string[];
  /** The first of `keys`, which is the only one if keys are generated; empty if there is none. */
  readonly key: string;
  /** Other groups of columns whose values together are unique per account, unless one of them is blank. */
  readonly unique: readonly (readonly string[])[];
  /** Generates keys for rows without one; if absent, the key is required. */
  readonly makeKey?: { readonly prefix: string; readonly digits: number };
  readonly rules?: readonly OrderRule[];
  readonly checks?: readonly RowCheck[];
}

/** Why a cell of a workbook has no value: a spreadsheet error, or a formula without a stored result. */
export interface CellFault {
  readonly code: string;
  /** Continues the name of a column. */
  readonly message: string;
  /** What the workbook shows instead. */
  readonly value?: string;
}
