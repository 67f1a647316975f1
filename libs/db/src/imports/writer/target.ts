import type { RejectRow } from './batch.ts';

/** One column of the staged rows: first those of the lines, in order, then those with values that were looked up. */
export interface TargetColumn {
  /** In the table; of an `input` any name that the table cannot have. */
  readonly name: string;
  /**
   * `input`: only looked up, and not written. `lookedUp`: not in the lines, but filled by a look-up. Absent: in the lines and
   * written.
   */
  readonly role?: 'input' | 'lookedUp';
  /** In the importer. */
  readonly field: string;
  /** What messages call the field. Default: its name. */
  readonly called?: string;
  /** As declared by the target table, with its character set and collation: staged values must compare as stored ones. */
  readonly sqlType: string;
  /** The value for new rows if the line has NULL. */
  readonly fallback?: string;
  /** On update, whether NULL resets the column (to `fallback`, if any) or keeps its value. */
  readonly clearOnUpdate: boolean;
}

/** Two columns of the table that must be in order after the write, even if the file has only one of them. */
export interface OrderCheck {
  readonly lower: string;
  readonly upper: string;
  /** The field of `upper`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** A field of a check, as staged rows and the table have it. */
export interface CheckedField {
  /** Of the staged rows or the table. */
  readonly column: string;
  /** Whether the table has the column, so that an update may keep what is in it. */
  readonly isStored: boolean;
  /** The value of new rows for which the file has none. */
  readonly fallback: string | undefined;
}

/** A check of rows by what the table will have of them, which is known only there. */
export interface StoredCheck {
  readonly fields: readonly CheckedField[];
  /** What is wrong with a row; `values` are those of `fields`, and `exists` says whether the table has the row already. */
  readonly errorOf: (
    values: readonly (string | undefined)[],
    exists: boolean,
  ) => Pick<RejectRow, 'code' | 'field' | 'value' | 'message'> | undefined;
}

/** The form of generated keys: `prefix`, then a number with at least `digits` digits. */
export interface KeyFormat {
  readonly prefix: string;
  readonly digits: number;
}

export interface TargetTable {
  /** Default: the database of the connection. */
  readonly schema?: string;
  readonly name: string;
}

/** Columns in which Sluice notes by which import and when a row was written. */
export interface TargetStamps {
  readonly import?: string | undefined;
  readonly created?: string | undefined;
  readonly updated?: string | undefined;
}

/** A unique index. A column is null where the index has an expression or the start of a column. */
export interface UniqueIndex {
  readonly name: string;
  readonly columns: readonly (string | null)[];
}

/** By what the table may refuse rows that are good by themselves. */
export interface TargetConstraints {
  /** The unique indexes besides the one of the key, and besides an automatic id that is not imported. */
  readonly uniques: readonly UniqueIndex[];
  /** `table` is what errors call the table that must have the values. */
  readonly references: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly table: string;
  }[];
  /** The names of its checks. */
  readonly checks: readonly string[];
}

/** One of the values that are looked up together. */
export interface LookUpInput {
  readonly field: string;
  /** Of `columns`, by name; undefined if the file does not have it, so that the default is looked up. */
  readonly column: string | undefined;
  /** What is looked up for a blank cell. */
  readonly fallback?: string;
}

/** Values that have to be in another table. */
export interface TargetLookUp {
  readonly inputs: readonly LookUpInput[];
  /** In which rows a blank cell has its default; undefined if no field has one. */
  readonly fills: 'new' | 'all' | undefined;
  /** Whether the table is the target itself, so that earlier rows of the file count too. */
  readonly isOwn: boolean;
  readonly table: TargetTable;
  /** The column of that table with the account of a row; undefined if all accounts share its rows. */
  readonly account: string | undefined;
  /** The columns of that table that have the values, in the order of `inputs`. */
  readonly by: readonly string[];
  /** Which value is stored instead, and the column of `columns` that gets it; undefined if the values only have to be there. */
  readonly take: { readonly value: string; readonly store: string } | undefined;
  readonly onMissing: 'reject' | 'blank' | 'create';
  /** Whether no two rows of that table can have the same values. */
  readonly unique: boolean;
  /** What errors call the table. */
  readonly called: string;
}

/** The target of an import's rows, and the values that each row gets in addition to its own. */
export interface ImportTarget {
  readonly table: TargetTable;
  /**
   * Of `columns`, by name; unique together with the account. A generated key is the only one. Without a key every row is new.
   */
  readonly key: readonly string[];
  readonly columns: readonly TargetColumn[];
  /** Columns that the file lacks but a new row needs. */
  readonly constants: Readonly<Record<string, string>>;
  /** Whose rows are read and written; absent if the table belongs to no account. */
  readonly account?: { readonly column: string; readonly id: string } | undefined;
  readonly stamps: TargetStamps;
  readonly jobId: string;
  /** Rows whose key the table has. */
  readonly onDuplicate: 'reject' | 'update' | 'skip';
  /** Rows whose key it does not have. */
  readonly onNew: 'insert' | 'reject' | 'skip';
  readonly checks: readonly OrderCheck[];
  /** Those that an update is to be judged by. */
  readonly storedChecks?: readonly StoredCheck[];
  readonly lookUps?: readonly TargetLookUp[] | undefined;
  /** Fields that a new row needs and the file does not have. */
  readonly lacks: readonly string[];
  readonly constraints: TargetConstraints;
  /** Whether the table may refuse good rows, so that only writing them shows which. */
  readonly refuses: boolean;
}

/** Whether rows that the table does not have are written as they are: nothing is to be asked about them before. */
export const takesDirectly = ({ onNew, lookUps = [], lacks }: ImportTarget): boolean =>
  onNew === 'insert' && lookUps.length === 0 && lacks.length === 0;

/** What errors say about columns. */
export interface Subject {
  /** Null if there are none or several. */
  readonly field: string | null;
  /** Only if there are several. */
  readonly fields?: readonly string[];
  /** The beginning of a sentence. */
  readonly text: string;
}

/** `none` is said of no columns. */
export function subjectOf({ columns }: ImportTarget, names: readonly string[], none: string): Subject {
  const fields = names.map((name) => {
    const { field = name, called = field } = columns.find((column) => column.name === name) ?? {};
    return { field, called };
  });
  const text = fields.map(({ called }) => called).join(' and ');
  const [only, ...others] = fields;
  if (!only) return { field: null, text: none };
  if (others.length === 0) return { field: only.field, text };
  return { field: null, fields: fields.map(({ field }) => field), text: `${text} together` };
}
