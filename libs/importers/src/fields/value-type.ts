import type { ColumnExtras } from '../document/definition.ts';
import type { Field } from '../document/table-schema.ts';
import type { CellContext, ColumnType } from '../types.ts';

/** What a definition says about one field. */
export interface FieldSource {
  readonly field: Field;
  readonly column: ColumnExtras;
}

/** How the values of one field are read, as far as its type and format say. All closures are made once per definition. */
export interface ValueType extends ColumnType {
  /** Reads the items of a list. */
  readonly parseItems?: (items: readonly string[], cell: CellContext) => string | undefined;
  /** The order of two stored values: negative, 0 or positive; NaN if they have none. Absent if they compare as text. */
  readonly compare?: (a: string, b: string) => number;
  /** The same text for stored values that are equal. Absent if only equal texts are. */
  readonly idOf?: (stored: string) => string;
}

export type Parse = ColumnType['parse'];

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
