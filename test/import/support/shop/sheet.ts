import type { Random } from '../../../harness/index.ts';
import type { Cell, Value } from './cells.ts';

export interface Column {
  readonly field: string;
  /** In files, if it is not the field. */
  readonly header?: string;
  readonly cell: Cell;
  readonly required?: true;
  /** What blank cells of new rows are stored as. */
  readonly fallback?: string;
}

/** A row of a table, by the fields of its importer; instead of IDs of other tables it has their keys. */
export type Row = Readonly<Record<string, Value>>;
/** The rows of each table that an account sees, by importer and key. */
export type Shop = Readonly<Record<string, Map<string, Row>>>;

export interface Refusal {
  readonly field: string | null;
  readonly code: string;
}

/** Another table, and the key that it has for a value; `goesToo`: whether a row is deleted together with the one it names. */
export interface Reference {
  readonly importer: string;
  readonly key: (value: string) => string;
  readonly goesToo?: true;
}

/** How a file becomes rows of one table of test/fixtures/shop.sql. */
export interface Sheet {
  readonly importer: string;
  /** Selects the rows of an account, with the names of the fields. */
  readonly select: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  /** What is equal in the key's index is equal here. */
  readonly keyOf: (row: Row) => string;
  /** Cells that count as blank. */
  readonly missing: readonly string[];
  /** The cells of a key: of a new one, or for tables of which others are parts, perhaps of an old one. */
  readonly newKey: (random: Random, at: string, shop: Shop) => Readonly<Record<string, string>>;
  /** Fields whose values are keys of other tables. */
  readonly lookUps?: Readonly<Record<string, Reference>>;
  /** Fields whose values together no two rows have. */
  readonly unique?: readonly string[] | undefined;
  /** The column that names the import. */
  readonly stamp?: string;
  /** Columns that the database computes. */
  readonly computed?: (row: Row) => Row;
  /** What the importer says against a row that is stored. */
  readonly broken?: (row: Row) => Refusal | undefined;
  /** What triggers do when a row is inserted, or why they cannot. */
  readonly onInsert?: (row: Row, shop: Shop) => Refusal | undefined;
}
