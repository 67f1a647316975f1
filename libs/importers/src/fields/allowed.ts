import type { Constraints } from '../document/table-schema.ts';
import { asIs } from './strings.ts';
import { compareTexts, type Parse, type ValueType } from './value-type.ts';

/** Words that a message lists. */
const MOST_WORDS = 20;

/** The allowed values as the definition writes them, for labels and messages. */
export function listed(values: readonly unknown[]): string {
  const words = values.slice(0, MOST_WORDS).map((value) => (typeof value === 'object' ? JSON.stringify(value) : value));
  return `${words.join(', ')}${values.length > MOST_WORDS ? ', …' : ''}`;
}

/** The type with a step after its parsers. */
export function followedBy<T extends Pick<ValueType, 'parse' | 'parseTyped'>>(type: T, step: Parse): T {
  const then = (parse: Parse): Parse => {
    // Nearly all texts are kept as they are, and a call less is seen in the time of an import.
    if (parse === asIs) return step;
    return (text, cell) => {
      const value = parse(text, cell);
      return value === undefined ? undefined : step(value, cell);
    };
  };
  return { ...type, parse: then(type.parse), ...(type.parseTyped && { parseTyped: then(type.parseTyped) }) };
}

/** Takes only some stored values. Values that are equal, or the same but for their case, become the allowed one. */
export function onlyAmong(
  { allowed, words }: { allowed: readonly string[]; words: string },
  { idOf }: ValueType,
  ignoreCase: boolean,
): Parse {
  const known = new Map(allowed.map((value) => [idOf?.(value) ?? value, value]));
  const inAnyCase = new Map(ignoreCase ? allowed.map((value) => [value.toLowerCase(), value]) : []);
  const message = `is not one of ${words}`;
  return (value, cell) =>
    known.get(idOf?.(value) ?? value) ?? inAnyCase.get(value.toLowerCase()) ?? cell.fail('NOT_IN_LIST', message);
}

interface Bound {
  readonly member: keyof Constraints;
  /** Whether a value is within, by how it compares with the bound; false if they have no order. */
  readonly holds: (order: number) => boolean;
  readonly code: string;
  readonly says: string;
}

export const bounds = [
  { member: 'minimum', holds: (order) => order >= 0, code: 'BELOW_MINIMUM', says: 'must be at least' },
  { member: 'exclusiveMinimum', holds: (order) => order > 0, code: 'BELOW_MINIMUM', says: 'must be more than' },
  { member: 'maximum', holds: (order) => order <= 0, code: 'ABOVE_MAXIMUM', says: 'must be at most' },
  { member: 'exclusiveMaximum', holds: (order) => order < 0, code: 'ABOVE_MAXIMUM', says: 'must be less than' },
] as const satisfies readonly Bound[];
export type BoundName = (typeof bounds)[number]['member'];

/** Takes only stored values within a bound. `shown` is the bound as the definition writes it, `limit` as it is stored. */
export function within(
  { holds, code, says }: Bound,
  { limit, shown }: { limit: string; shown: string },
  { compare = compareTexts }: ValueType,
): Parse {
  return (value, cell) => (holds(compare(value, limit)) ? value : cell.fail(code, `${says} ${shown}`));
}
