/** A column as the database declares it. */
export interface TableColumn {
  readonly name: string;
  /** As in information_schema: `decimal(12,2) unsigned`, `enum('open','paid')`; on MariaDB too, `json` for a column of JSON. */
  readonly type: string;
  readonly nullable: boolean;
  /** Whether an INSERT may leave it out: it has a default, is nullable, generated or counted by the server. */
  readonly optional: boolean;
  /** Whether its value is computed from other columns. */
  readonly generated: boolean;
  readonly autoIncrement: boolean;
  /** Of text: how its values are compared. */
  readonly collation: string | null;
  readonly characterSet: string | null;
}

export interface TableIndex {
  readonly name: string;
  readonly unique: boolean;
  /** In order; null for an expression, or for a column of which only the start is in the index. */
  readonly columns: readonly (string | null)[];
}

export interface TableForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: { readonly schema: string; readonly table: string; readonly columns: readonly string[] };
}

/** A foreign key that refers to a table, of another table or of the same. */
export interface TableReferrer {
  readonly name: string;
  /** The table that has it. */
  readonly schema: string;
  readonly table: string;
  /** The columns that it refers to. */
  readonly references: readonly string[];
  /** What becomes of the rows that refer to a row that is deleted. */
  readonly onDelete: 'CASCADE' | 'SET NULL' | 'SET DEFAULT' | 'RESTRICT' | 'NO ACTION';
}

/** A table of the database as it is, read from information_schema. */
export interface TableDescription {
  readonly schema: string;
  readonly name: string;
  /** Only InnoDB has transactions that an import can rely on. */
  readonly engine: string;
  readonly columns: readonly TableColumn[];
  readonly indexes: readonly TableIndex[];
  readonly foreignKeys: readonly TableForeignKey[];
  /** The names of its CHECK constraints, with their conditions. */
  readonly checks: readonly { readonly name: string; readonly condition: string }[];
  readonly triggers: readonly { readonly name: string; readonly event: 'INSERT' | 'UPDATE' | 'DELETE' }[];
}
