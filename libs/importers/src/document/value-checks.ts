import { type BoundName, bounds } from '../fields/allowed.ts';
import {
  type DefinitionValues,
  definitionValues,
  hasCategories,
  type ValueFault,
} from '../fields/definition-values.ts';
import { valueType } from '../fields/index.ts';
import { compareTexts, type FieldSource, type ValueType } from '../fields/value-type.ts';
import { formatFault } from './field-checks.ts';
import { readPattern } from './pattern.ts';
import { type Path, type ProblemCode, type Report, shown } from './problem.ts';
import { type Field, plainValue } from './table-schema.ts';

/** Where the problems of a field and of its member in `columns` are reported. */
export interface Reports {
  readonly field: Report;
  readonly column: Report;
}

/** Checks the values that a definition writes for a field: each is one that the field could have. */
export function checkValues(source: FieldSource, reports: Reports): void {
  // A wrong format is reported once, not with each value.
  if (formatFault(source.field) !== undefined) return;
  new ValueChecks(readable(source), reports).run();
}

/** Without what is reported on its own and would keep the field from being read. */
function readable({ field, column }: FieldSource): FieldSource {
  const { pattern, ...others } = field.constraints ?? {};
  const isUsable = pattern !== undefined && readPattern(pattern).fault === undefined;
  const { locale, timezone, ...rest } = column;
  return {
    field: { ...field, constraints: { ...others, ...(isUsable && { pattern }) } },
    column: {
      ...rest,
      ...(locale !== undefined && isLocale(locale) && { locale }),
      ...(timezone !== undefined && isTimezone(timezone) && { timezone }),
    },
  };
}

export const isLocale = (locale: string): boolean => accepts(() => Intl.getCanonicalLocales(locale));
export const isTimezone = (timeZone: string): boolean => accepts(() => new Intl.DateTimeFormat('en', { timeZone }));

function accepts(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch {
    return false;
  }
}

/** Errors of cells that are not about the type, but about another constraint. */
const OF_CONSTRAINTS = new Set(['TOO_LONG', 'TOO_SHORT', 'TOO_MANY', 'TOO_FEW', 'PATTERN_MISMATCH']);

/** What to say about a value that the field could not have. */
function faultOf({ given, error }: ValueFault, { type = 'any' }: Field): readonly [ProblemCode, string] {
  if (given === null) {
    return ['NOT_OF_TYPE', 'There is no value here. Leave it out; missingValues says which cells are blank.'];
  }
  if (!error) {
    const hint = type === 'string' ? 'Put it in quotes.' : 'Correct the value or the type.';
    return ['NOT_OF_TYPE', `${shown(given)} is not a value of the type ${type}. ${hint}`];
  }
  const { code, message } = error;
  if (code === 'DATE_ORDER_UNKNOWN') {
    return ['NOT_OF_TYPE', `${shown(given)} could be day first or month first. Write the year first: 2024-03-31.`];
  }
  if (OF_CONSTRAINTS.has(code)) return ['CONTRADICTION', `${shown(given)} ${message}. Change one of them.`];
  return ['NOT_OF_TYPE', `${shown(given)} ${message}. Correct the value or the type.`];
}

class ValueChecks {
  readonly #source: FieldSource;
  readonly #reports: Reports;
  readonly #type: ValueType;
  readonly #values: DefinitionValues;
  readonly #lists = new Map<string, ReadonlySet<string>>();

  constructor(source: FieldSource, reports: Reports) {
    this.#source = source;
    this.#reports = reports;
    this.#type = valueType(source);
    this.#values = definitionValues(source, this.#type);
  }

  run(): void {
    for (const fault of this.#values.faults) {
      const [code, message] = faultOf(fault, this.#source.field);
      this.#reports[fault.of](fault.path, code, message);
    }
    this.#checkBounds();
    this.#checkEnum(this.#checkCategories());
    this.#checkReplacements();
  }

  #compare = (a: string, b: string): number => (this.#type.compare ?? compareTexts)(a, b);
  #idOf = (stored: string): string => this.#type.idOf?.(stored) ?? stored;

  /** Bounds leave room for a value. */
  #checkBounds(): void {
    const { field } = this.#source;
    for (const lower of ['minimum', 'exclusiveMinimum'] as const) {
      for (const upper of ['maximum', 'exclusiveMaximum'] as const) {
        const [low, high] = [this.#values.bounds.get(lower), this.#values.bounds.get(upper)];
        if (low === undefined || high === undefined) continue;
        const order = this.#compare(low, high);
        const exclusive = lower === 'exclusiveMinimum' || upper === 'exclusiveMaximum';
        const both = lower === 'exclusiveMinimum' && upper === 'exclusiveMaximum';
        const isOpen = order < 0 ? !both || hasWholeBetween(field, low, high) : order === 0 && !exclusive;
        // Durations such as P1M and P31D have no order.
        if (isOpen || Number.isNaN(order)) continue;
        const [from, to] = [field.constraints?.[lower], field.constraints?.[upper]];
        const message = `${lower} is ${shown(from)} and ${upper} is ${shown(to)}. No value could be within both.`;
        this.#reports.field(['constraints', lower], 'CONTRADICTION', message);
        return;
      }
    }
  }

  /** The values of the categories by their identity; undefined if the field has none. */
  #checkCategories(): ReadonlySet<string> | undefined {
    const { field } = this.#source;
    const { type = 'any', categories, categoriesOrdered } = field;
    const report = this.#reports.field;
    if (categories === undefined) {
      if (categoriesOrdered === undefined) return undefined;
      report(['categoriesOrdered'], 'CONTRADICTION', 'The field has no categories. Add them, or leave this out.');
      return undefined;
    }
    if (!hasCategories(field)) {
      report(['categories'], 'NOT_FOR_TYPE', `Fields of the type ${type} have no categories. Use string or integer.`);
      return undefined;
    }
    const labels = categories.flatMap((one) => (typeof one === 'object' && one.label !== undefined ? [one.label] : []));
    if (new Set(labels).size < labels.length)
      report(['categories'], 'DUPLICATE', 'Two categories have the same label.');
    return new Set(
      this.#distinct(this.#values.categories ?? [], categories.map(plainValue<string | number>), ['categories']).keys(),
    );
  }

  /** The positions of values by their identity; those that are there twice are reported. */
  #distinct(values: readonly (string | undefined)[], given: readonly unknown[], path: Path): Map<string, number> {
    const seen = new Map<string, number>();
    values.forEach((value, index) => {
      if (value === undefined) return;
      const id = this.#idOf(value);
      if (seen.has(id)) {
        this.#reports.field([...path, index], 'DUPLICATE', `${shown(given[index])} is listed twice. Keep one of them.`);
      } else seen.set(id, index);
    });
    return seen;
  }

  /** Values of the enum can occur, in spite of bounds and categories. */
  #checkEnum(categories: ReadonlySet<string> | undefined): void {
    const given = this.#source.field.constraints?.enum ?? [];
    const path = ['constraints', 'enum'];
    for (const [id, index] of this.#distinct(this.#values.enum ?? [], given, path)) {
      const bound = this.#boundAgainst(this.#values.enum?.[index] ?? '');
      const message = bound
        ? `${shown(given[index])} can never occur, because of ${bound}. Change one of them.`
        : `${shown(given[index])} is not one of the categories. Add it there, or leave it out.`;
      if (bound || (categories && !categories.has(id))) {
        this.#reports.field([...path, index], 'CONTRADICTION', message);
      }
    }
  }

  #boundAgainst(stored: string): BoundName | undefined {
    return bounds.find(({ member, holds }) => {
      const limit = this.#values.bounds.get(member);
      return limit !== undefined && !holds(this.#compare(stored, limit));
    })?.member;
  }

  /** What a cell is replaced by is allowed. */
  #checkReplacements(): void {
    const { synonyms = {}, default: fallback } = this.#source.column;
    for (const [text, value] of Object.entries(synonyms)) {
      const stored = this.#values.synonyms.get(text.trim());
      if (text.trim() === '') {
        const message = 'A blank cell has no synonym. Use default.';
        this.#reports.column(['synonyms', text], 'WRONG_VALUE', message);
      } else if (stored !== undefined) this.#checkAllowed(stored, value, ['synonyms', text]);
    }
    if (this.#values.fallback !== undefined) this.#checkAllowed(this.#values.fallback, fallback, ['default']);
  }

  #checkAllowed(stored: string, given: unknown, path: Path): void {
    const why = this.#listAgainst(stored) ?? this.#boundAgainst(stored);
    if (why === undefined) return;
    const message = `The field cannot have ${shown(given)}, because of its ${why}. Change one of them.`;
    this.#reports.column(path, 'CONTRADICTION', message);
  }

  /** The list that the value is not on. */
  #listAgainst(stored: string): 'enum' | 'categories' | undefined {
    const id = this.#idInLists(stored);
    const lists = ['enum', 'categories'] as const;
    return lists.find((name) => this.#values[name] && !this.#idsOf(name).has(id));
  }

  #idsOf(name: 'enum' | 'categories'): ReadonlySet<string> {
    const known = this.#lists.get(name);
    if (known) return known;
    const ids = new Set(
      (this.#values[name] ?? []).flatMap((value) => (value === undefined ? [] : [this.#idInLists(value)])),
    );
    this.#lists.set(name, ids);
    return ids;
  }

  #idInLists(stored: string): string {
    const { field, column } = this.#source;
    const id = this.#idOf(stored);
    return column.ignoreCase && field.type === 'string' ? id.toLowerCase() : id;
  }
}

/** Whether a whole number is between two; true for types with values between whole numbers. */
const hasWholeBetween = ({ type }: Field, low: string, high: string): boolean =>
  (type !== 'integer' && type !== 'year') || BigInt(high) - BigInt(low) > 1n;
