import type { ColumnExtras, FileOptions } from '../document/definition.ts';
import type { DateOrder } from '../types.ts';
import type { FieldFacts } from './reading.ts';

/** What the values of a column show. Field and header are named later. */
export interface Choice {
  readonly field: FieldFacts;
  readonly column: ColumnExtras;
  readonly evidence: readonly string[];
  /** How far the values exclude other readings, from 0 to 1, however many there are. */
  readonly certainty: number;
  /** What a person has to decide. */
  readonly doubt?: { readonly code: string; readonly message: string };
  /** The order of day and month that the format `any` needs. */
  readonly dateOrder?: DateOrder | undefined;
}

/** What the columns of a file show together. */
export interface FileFacts {
  readonly decimalMark: '.' | ',' | undefined;
  readonly dateOrder: DateOrder | undefined;
}

export interface InferredColumn {
  /** The name of the field; null if the column is left out. */
  readonly field: string | null;
  readonly header: string;
  readonly type: string;
  readonly evidence: readonly string[];
  readonly confidence: number;
  /** The first different values. */
  readonly examples: readonly string[];
}

export interface KeyCandidate {
  /** Names of fields. */
  readonly fields: readonly string[];
  readonly confidence: number;
  readonly evidence: readonly string[];
}

/** A definition to look at and edit, with what it was inferred from. It is never stored by itself. */
export interface Inference {
  readonly definition: Readonly<Record<string, unknown>>;
  /** The same as YAML, with the address of the JSON Schema in the first line. */
  readonly source: string;
  readonly columns: readonly InferredColumn[];
  readonly key_candidates: readonly KeyCandidate[];
  readonly warnings: readonly InferenceWarning[];
}

export interface InferenceWarning {
  readonly code: string;
  readonly message: string;
  /** The header of the column it concerns. */
  readonly column?: string;
}

export interface FileInferenceOptions {
  readonly header: readonly string[];
  /** The importer's name; made of the file's name if absent. */
  readonly name?: string | undefined;
  readonly fileName?: string | undefined;
  /** How the caller had the file read, for the definition. */
  readonly file?: FileOptions | undefined;
  /** What the caller or the reader of the file has decided. */
  readonly decimalMark?: '.' | ',' | undefined;
  readonly dateOrder?: DateOrder | undefined;
}
