import { excerpt } from '../excerpt.ts';
import type { RowCheck, RowError } from '../types.ts';

/** What a blank cell does to a row that exists: it keeps the stored value, or clears it. */
export type BlankInUpdates = 'keep' | 'null' | undefined;

type Values = readonly (string | undefined)[];

/** Evaluates a check with the values of rows as they will be stored. */
export class RowExpression {
  readonly #check: RowCheck;
  /** By field of the expression, its position in the values of a row; -1 if the file lacks it. */
  readonly #indexes: readonly number[];
  readonly #fallbacks: Values;
  readonly #blankInUpdates: BlankInUpdates;

  /** @param columns of the values of rows, in order */
  constructor(
    check: RowCheck,
    columns: readonly string[],
    fallbacks: Readonly<Record<string, string>>,
    blankInUpdates: BlankInUpdates,
  ) {
    this.#check = check;
    const { fields } = check.expression;
    this.#indexes = fields.map((name) => columns.indexOf(name));
    this.#fallbacks = fields.map((name) => fallbacks[name]);
    this.#blankInUpdates = blankInUpdates;
  }

  /** What is wrong with a row; undefined if the check holds. */
  errorOf(row: Values): Pick<RowError, 'code' | 'field' | 'value' | 'message'> | undefined {
    const values = this.#indexes.map((index) => (index < 0 ? undefined : row[index]));
    const { code, message } = this.#check;
    const unknown = this.#unknown(values);
    if (unknown.length > 0) {
      const why = `an update keeps the stored value of ${unknown.join(', ')}, which is not known here`;
      return this.#error('CHECK_UNDECIDED', undecided(message, why), values);
    }
    for (const candidate of this.#candidates(values)) {
      const result = this.#check.expression.evaluate(candidate);
      if (result === true) continue;
      if (result === false) return this.#error(code, message, values);
      const blank = this.#check.expression.fields.filter((_, at) => candidate[at] === undefined);
      const why = blank.length === 0 ? result : `${blank.join(', ')} ${blank.length === 1 ? 'is' : 'are'} blank`;
      return this.#error('CHECK_UNDECIDED', undecided(message, why), values);
    }
    return undefined;
  }

  /** The fields whose stored values an update would keep. */
  #unknown(values: Values): string[] {
    if (this.#blankInUpdates === undefined) return [];
    const keeps = this.#blankInUpdates === 'keep';
    return this.#check.expression.fields.filter(
      (_, at) => values[at] === undefined && (keeps || this.#indexes[at] === -1),
    );
  }

  /** The row as it may be stored: new, with its fallbacks, and updated, without. */
  *#candidates(values: Values): Generator<Values, void, undefined> {
    const isFilled = this.#fallbacks.some((fallback, at) => fallback !== undefined && values[at] === undefined);
    if (this.#blankInUpdates !== undefined || !isFilled) yield values;
    if (isFilled) yield values.map((value, at) => value ?? this.#fallbacks[at]);
  }

  #error(code: string, message: string, values: Values) {
    const { fields } = this.#check.expression;
    const [field = null] = fields;
    if (fields.length !== 1) return { code, field: null, value: null, message };
    return { code, field, value: values[0] === undefined ? null : excerpt(values[0]), message };
  }
}

const undecided = (message: string, why: string): string => `cannot be checked ("${message}"): ${why}`;
