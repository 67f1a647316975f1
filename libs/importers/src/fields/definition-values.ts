import type { ColumnExtras } from '../document/definition.ts';
import { type Constraint, type FieldType, factsOf } from '../document/field-types.ts';
import type { Path } from '../document/problem.ts';
import { type Constraints, type Field, plainValue } from '../document/table-schema.ts';
import type { CellContext } from '../types.ts';
import { type BoundName, bounds } from './allowed.ts';
import { textOf } from './value-text.ts';
import type { FieldSource, Parse, ValueType } from './value-type.ts';

/**
 * The values that a definition writes for a field: its bounds, allowed values, synonyms and default. The check of a
 * definition and the compiler read them here, so that what is accepted can be compiled.
 */
export interface DefinitionValues {
  /** What each of the bounds that go with the type is stored as. */
  readonly bounds: ReadonlyMap<BoundName, string>;
  /** By position; undefined for a value that cannot be read. */
  readonly enum: Values | undefined;
  readonly categories: Values | undefined;
  /** The stored values by the texts that stand for them. */
  readonly synonyms: ReadonlyMap<string, string>;
  /** Undefined also for a default of `now`. */
  readonly fallback: string | undefined;
  readonly isNow: boolean;
  readonly faults: readonly ValueFault[];
}
type Values = readonly (string | undefined)[];

/** A value of a definition that its field could not have. */
export interface ValueFault {
  /** Whether the path begins at the field or at its member of `columns`. */
  readonly of: 'field' | 'column';
  readonly path: Path;
  readonly given: unknown;
  /** The code and message of the row error that a cell with it would have; undefined if it has the wrong kind. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

/** Collects what parsing one text reports. */
export class Reading implements CellContext {
  readonly dateOrder = undefined;
  error: ValueFault['error'];

  fail(code: string, message: string): undefined {
    this.error ??= { code, message };
    return undefined;
  }
}

const NOW_TYPES: readonly FieldType[] = ['date', 'time', 'datetime'];
/** Whether the default is the time of the import. */
const isNow = ({ type = 'any' }: Field, { default: fallback }: ColumnExtras): boolean =>
  fallback === 'now' && NOW_TYPES.includes(type);

/** Reads every value as a cell of the field would be read. */
export function definitionValues(source: FieldSource, type: ValueType): DefinitionValues {
  const { field, column } = source;
  const { constraints = {}, categories } = field;
  const faults: ValueFault[] = [];
  const read = (of: ValueFault['of'], path: Path, given: unknown): string | undefined => {
    const reading = new Reading();
    const stored = parserOf(given, source, type)?.(reading);
    if (stored === undefined) faults.push({ of, path, given, error: reading.error });
    return stored;
  };
  const list = (path: Path, values: readonly unknown[] | undefined): Values | undefined =>
    values?.map((value, index) => read('field', [...path, index], value));
  const now = isNow(field, column);
  return {
    bounds: readBounds(field, constraints, (name, given) => read('field', ['constraints', name], given)),
    enum: list(['constraints', 'enum'], constraints.enum),
    categories: hasCategories(field) ? list(['categories'], categories?.map(plainValue<string | number>)) : undefined,
    synonyms: new Map(
      Object.entries(column.synonyms ?? {}).flatMap(([text, value]) => {
        const stored = read('column', ['synonyms', text], value);
        return stored === undefined ? [] : [[text.trim(), stored] as const];
      }),
    ),
    fallback: column.default === undefined || now ? undefined : read('column', ['default'], column.default),
    isNow: now,
    faults,
  };
}

/** Whether fields of the type have categories. */
export const hasCategories = ({ type = 'any' }: Field): boolean => type === 'string' || type === 'integer';

function readBounds(
  { type = 'any' }: Field,
  constraints: Constraints,
  read: (name: BoundName, given: unknown) => string | undefined,
): Map<BoundName, string> {
  const found = new Map<BoundName, string>();
  const fitting: readonly Constraint[] = factsOf(type).constraints;
  for (const { member } of bounds) {
    const given = constraints[member];
    if (given === undefined || !fitting.includes(member)) continue;
    const stored = read(member, given);
    if (stored !== undefined) found.set(member, stored);
  }
  return found;
}

/** Reads a value of the document: a text as a cell with it, others as what they are. Undefined if its kind is wrong. */
function parserOf(
  given: unknown,
  source: FieldSource,
  type: ValueType,
): ((cell: CellContext) => string | undefined) | undefined {
  if (typeof given === 'string') return (cell) => type.parse(given.trim(), cell);
  if (Array.isArray(given) && type.parseItems) {
    const items = given.filter((item) => ['string', 'number', 'boolean'].includes(typeof item)).map(String);
    return items.length < given.length ? undefined : (cell) => type.parseItems?.(items, cell);
  }
  const text = textOf(given, source);
  if (text === undefined) return undefined;
  const parse: Parse = type.parseTyped ?? type.parse;
  return (cell) => parse(text, cell);
}
