import type { ColumnExtras } from '../document/definition.ts';
import type { FieldType } from '../document/field-types.ts';
import type { Field } from '../document/table-schema.ts';
import { valueType } from '../fields/index.ts';
import type { CellContext, DateOrder } from '../types.ts';

type Said =
  | 'format'
  | 'decimalChar'
  | 'groupChar'
  | 'bareNumber'
  | 'trueValues'
  | 'falseValues'
  | 'delimiter'
  | 'constraints';
/** What a field says about its values. */
export type FieldFacts = Pick<Field, Said> & { readonly type: FieldType };

/** One way to read the values of a column: what its field would say, and the reader that imports have for it. */
export interface Reading {
  readonly field: FieldFacts;
  readonly column: ColumnExtras;
  /** The order of day and month that the format `any` needs. */
  readonly dateOrder: DateOrder | undefined;
  /** Readings that take less: as long as one of them takes every value, this one does too. They come before it. */
  readonly narrower: readonly Reading[];
  takes(text: string): boolean;
}

interface More {
  /** A quick look at the text, which leaves out what is not worth reading. */
  readonly may?: (text: string) => boolean;
  readonly dateOrder?: DateOrder;
  readonly narrower?: readonly Reading[];
  /** What the column cannot hold is no value, although the definition need not say so. */
  readonly sqlType?: string;
}

export const EMPTY: ColumnExtras = {};

const contextOf = (dateOrder: DateOrder | undefined): CellContext => ({ dateOrder, fail: () => undefined });

export function readingOf(
  field: FieldFacts,
  column: ColumnExtras = EMPTY,
  { may, dateOrder, narrower = [], sqlType }: More = {},
): Reading {
  const { parse } = valueType({
    field: { name: '', ...field },
    column: sqlType === undefined ? column : { ...column, sqlType },
  });
  const cell = contextOf(dateOrder);
  return {
    ...{ field, column, dateOrder, narrower },
    takes: (text) => (may === undefined || may(text)) && parse(text, cell) !== undefined,
  };
}

/** The readings that take every value seen so far. */
export class Readings {
  #alive: ReadonlySet<Reading>;

  constructor(all: readonly Reading[]) {
    this.#alive = new Set(all);
  }

  get alive(): readonly Reading[] {
    return [...this.#alive];
  }

  get count(): number {
    return this.#alive.size;
  }

  see(text: string): void {
    if (this.#alive.size === 0) return;
    const failed = new Set<Reading>();
    for (const reading of this.#alive) {
      if (reading.narrower.some((one) => this.#alive.has(one) && !failed.has(one))) continue;
      if (!reading.takes(text)) failed.add(reading);
    }
    if (failed.size > 0) this.#alive = new Set([...this.#alive].filter((reading) => !failed.has(reading)));
  }
}
