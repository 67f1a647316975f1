/** One column of the staged lines, in order. */
export interface TargetColumn {
  /** In the table. */
  readonly name: string;
  /** In the importer: what errors call it. */
  readonly field: string;
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

/** The target of an import's rows, and the values that each row gets in addition to its own. */
export interface ImportTarget {
  readonly table: TargetTable;
  /** Of `columns`, by name; unique together with the account. A generated key is the first, and the only one. */
  readonly key: readonly [string, ...string[]];
  readonly columns: readonly TargetColumn[];
  /** Columns that the file lacks but a new row needs. */
  readonly constants: Readonly<Record<string, string>>;
  /** Whose rows are read and written; absent if the table belongs to no account. */
  readonly account?: { readonly column: string; readonly id: string } | undefined;
  readonly stamps: TargetStamps;
  readonly jobId: string;
  readonly onDuplicate: 'reject' | 'update' | 'skip';
  readonly checks: readonly OrderCheck[];
}

/** The fields of the key, for errors. */
export const keyFields = ({ key, columns }: ImportTarget): string =>
  key.map((name) => columns.find((column) => column.name === name)?.field ?? name).join(', ');
