import { factsOf } from './field-types.ts';
import { type Report, shown } from './problem.ts';
import { UNKNOWN } from './strptime-values.ts';
import type { Constraints, Field } from './table-schema.ts';
import { compareValues, type FieldValue, fieldValue, notOfType } from './values.ts';

const lowers = ['minimum', 'exclusiveMinimum'] as const;
const uppers = ['maximum', 'exclusiveMaximum'] as const;
export type Bound = (typeof lowers)[number] | (typeof uppers)[number];

/** The bounds of a field that can be read; the others are reported. */
export function boundsOf(field: Field, constraints: Constraints, report: Report = () => {}): Map<Bound, FieldValue> {
  const bounds = new Map<Bound, FieldValue>();
  for (const name of [...lowers, ...uppers]) {
    const given = constraints[name];
    if (given === undefined || !factsOf(field.type ?? 'any').constraints.includes(name)) continue;
    const value = fieldValue(given, field);
    if (value === undefined) report(['constraints', name], 'NOT_OF_TYPE', notOfType(given, field));
    else if (value !== UNKNOWN) bounds.set(name, value);
  }
  return bounds;
}

/** Whether a whole number is between two bounds; true for types with values between whole numbers. */
function hasWholeBetween({ type }: Field, low?: FieldValue, high?: FieldValue): boolean {
  if ((type !== 'integer' && type !== 'year') || !low?.rank || !high?.rank) return true;
  return high.rank.digits - low.rank.digits > 1n;
}

/** Bounds that are values of the field, and leave room for one. */
export function checkBounds(field: Field, constraints: Constraints, report: Report): void {
  const bounds = boundsOf(field, constraints, report);
  for (const lower of lowers) {
    for (const upper of uppers) {
      const [low, high] = [bounds.get(lower), bounds.get(upper)];
      const order = low && high && compareValues(low, high);
      const exclusive = lower === 'exclusiveMinimum' || upper === 'exclusiveMaximum';
      const between =
        lower === 'exclusiveMinimum' && upper === 'exclusiveMaximum' && !hasWholeBetween(field, low, high);
      if (order === undefined || (order < 0 && !between) || (order === 0 && !exclusive)) continue;
      const message = `${lower} is ${shown(constraints[lower])} and ${upper} is ${shown(constraints[upper])}. No value could be within both.`;
      report(['constraints', lower], 'CONTRADICTION', message);
      return;
    }
  }
}

/** The constraint on lengths or bounds that a value does not fulfill. */
export function whyOutside(
  value: FieldValue,
  bounds: ReadonlyMap<Bound, FieldValue>,
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Constraints,
): string | undefined {
  if (value.length !== undefined && value.length < minLength) return 'minLength';
  if (value.length !== undefined && value.length > maxLength) return 'maxLength';
  const [name] =
    [...bounds].find(([bound, limit]) => !isWithin[bound](compareValues(value, limit) ?? Number.NaN)) ?? [];
  return name;
}

/** Whether a value is within a bound, by how they compare; also if they do not. */
const isWithin: Readonly<Record<Bound, (order: number) => boolean>> = {
  minimum: (order) => !(order < 0),
  maximum: (order) => !(order > 0),
  exclusiveMinimum: (order) => !(order <= 0),
  exclusiveMaximum: (order) => !(order >= 0),
};
