import { excerpt } from '../excerpt.ts';
import type { RowCheck, RowError } from '../types.ts';

/** What a blank cell does to a row that exists: it keeps the stored value, or resets it. */
export type BlankInUpdates = 'keep' | 'null' | undefined;

type Values = readonly (string | undefined)[];
export type CheckError = Pick<RowError, 'code' | 'field' | 'value' | 'message'>;

/**
 * What is wrong with a row; undefined if the check holds.
 * @param values of the fields of the check, as they will be stored
 * @param given the same as the file has them
 */
export function checkError(check: RowCheck, values: Values, given: Values = values): CheckError | undefined {
  const { expression, code, message } = check;
  const result = expression.evaluate(values);
  if (result === true) return undefined;
  if (result === false) return errorOf(check, code, message, given);
  const blank = expression.fields.filter((_, at) => values[at] === undefined);
  const why = blank.length === 0 ? result : `${blank.join(', ')} ${blank.length === 1 ? 'is' : 'are'} blank`;
  return errorOf(check, 'CHECK_UNDECIDED', undecided(message, why), given);
}

/** The error of a row that exists, of which the table does not have the values of some fields. */
export function unknownError(check: RowCheck, unknown: readonly string[], given: Values): CheckError {
  const why = `the file has no value for ${unknown.join(', ')}, and the table does not have it`;
  return errorOf(check, 'CHECK_UNDECIDED', undecided(check.message, why), given);
}

function errorOf({ expression: { fields } }: RowCheck, code: string, message: string, given: Values): CheckError {
  const [field = null] = fields;
  if (fields.length !== 1) return { code, field: null, value: null, message };
  return { code, field, value: given[0] === undefined ? null : excerpt(given[0]), message };
}

const undecided = (message: string, why: string): string => `cannot be checked ("${message}"): ${why}`;

/** Says of a row that what is right depends on whether the table has it, and on what it has of it. */
export const ASK = Symbol('ask');

/** Evaluates a check with the values of rows as they will be stored, as far as the file alone says what that is. */
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

  /** What is wrong with a row; undefined if nothing is. A row that exists may be wrong, where an update keeps values of it. */
  errorOf(row: Values): CheckError | typeof ASK | undefined {
    const given = this.#indexes.map((index) => (index < 0 ? undefined : row[index]));
    const stored = given.map((value, at) => value ?? this.#fallbacks[at]);
    const error = checkError(this.#check, stored, given);
    return error && this.#keeps(given) ? ASK : error;
  }

  /** Whether an update would keep the value of some field. */
  #keeps(given: Values): boolean {
    if (this.#blankInUpdates === undefined) return false;
    return given.some(
      (value, at) => value === undefined && (this.#blankInUpdates === 'keep' || this.#indexes[at] === -1),
    );
  }
}
