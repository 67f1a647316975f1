/** One column of the staged lines, in their order. */
export interface TargetColumn {
  readonly name: string;
  /** As the target table declares it. */
  readonly sqlType: string;
  /** What a new row gets where the line has NULL. */
  readonly fallback?: string;
  /** Whether NULL on an update clears the column (`fallback` again, if it has one) or keeps its value. */
  readonly clearOnUpdate: boolean;
}

/** Two columns that must be in order after the write, whichever of them the file gave. */
export interface OrderCheck {
  readonly lower: string;
  readonly upper: string;
  readonly code: string;
  readonly message: string;
}

/** Where the rows of one import go, and what each of them gets besides its own values. */
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
