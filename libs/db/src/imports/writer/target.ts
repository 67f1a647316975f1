/** One column of the staged lines, in order. */
export interface TargetColumn {
  readonly name: string;
  /** As declared by the target table. */
  readonly sqlType: string;
  /** The value for new rows if the line has NULL. */
  readonly fallback?: string;
  /** On update, whether NULL resets the column (to `fallback`, if any) or keeps its value. */
  readonly clearOnUpdate: boolean;
}

/** Two columns that must be in order after the write, even if the file has only one of them. */
export interface OrderCheck {
  readonly lower: string;
  readonly upper: string;
  readonly code: string;
  readonly message: string;
}

/** The form of generated keys: `prefix`, then a number with at least `digits` digits. */
export interface KeyFormat {
  readonly prefix: string;
  readonly digits: number;
}

/** The target of an import's rows, and the values that each row gets in addition to its own. */
export interface ImportTarget {
  readonly table: string;
  /** Unique together with `account_id`; one of `columns`. */
  readonly key: string;
  readonly columns: readonly TargetColumn[];
  /** Columns that the file lacks but a new row needs. */
  readonly constants: Readonly<Record<string, string>>;
  readonly accountId: string;
  readonly jobId: string;
  readonly onDuplicate: 'reject' | 'update' | 'skip';
  readonly checks: readonly OrderCheck[];
}
