import { counted } from '@sluice/core';
import { keyScore, namesPart } from './header-words.ts';
import type { ObservedColumn } from './observed-column.ts';
import type { Choice, KeyCandidate } from './types.ts';

/** A column with the field that it became. */
export interface FieldColumn {
  readonly name: string;
  readonly observed: ObservedColumn;
  readonly choice: Choice;
}

/** Longest texts that an index over a whole key can have. */
const LONGEST_KEY = 255;
/** Columns whose pairs are compared. */
const MOST_PARTS = 8;
/** How much more a column is likely to be part of a key by a name such as line or position. */
const PART = 4;
const MOST_CANDIDATES = 10;
/** In fewer records, values differ by chance. */
const FEWEST_RECORDS = 10;

/** Fields, or pairs of fields, whose values are different in every record: those that sound like keys first. */
export function findKeys(fields: readonly FieldColumn[], records: number): KeyCandidate[] {
  if (records === 0) return [];
  const filled = fields.filter(isComparable);
  const single = filled.filter(({ observed }) => observed.hashes.repeated === 0);
  const candidates = single
    .map((field) => ({ fields: [field], score: scoreOf(field) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const found = candidates.length > 0 ? candidates : pairsOf(filled, records);
  return found.slice(0, MOST_CANDIDATES).map(({ fields: parts, score }) => ({
    fields: parts.map(({ name }) => name),
    confidence: confidenceOf(score, records),
    evidence: [
      parts.length === 1
        ? `Every one of ${counted(records, 'record')} has another value.`
        : `No field alone, but both together are different in every one of ${counted(records, 'record')}.`,
      ...(score >= 2 ? ['The name sounds like that of a key.'] : []),
    ],
  }));
}

/** Whether a candidate is good enough to be taken without a person. */
export const isLikelyKey = ({ confidence }: KeyCandidate): boolean => confidence >= 0.5;

/** A name counts most; without one, only many records say something. */
function confidenceOf(score: number, records: number): number {
  const byName = Math.min(1, 0.45 + score * 0.15);
  return Math.round(byName * (records / (records + 1)) * 100) / 100;
}

/**
 * Whether different texts of the column are different values, and none is missing. In numbers and most forms of dates, one
 * value has several texts.
 */
function isComparable({ observed, choice }: FieldColumn): boolean {
  const { blanks, placeholders, invisible, longest, shortest, leadingZeros, plusSigns } = observed;
  if (blanks + placeholders.size + invisible > 0) return false;
  const { type, format = 'default', groupChar, bareNumber } = choice.field;
  const isFixed = shortest === longest;
  switch (type) {
    case 'string':
      return longest <= LONGEST_KEY && choice.field.constraints?.enum === undefined;
    case 'integer':
      return groupChar === undefined && bareNumber !== false && leadingZeros + plusSigns === 0;
    case 'date':
      return format === 'default' || (format !== 'any' && isFixed);
    case 'datetime':
      return isFixed && format !== 'any' && !/%[zf]/.test(format) && (format !== 'default' || longest === 19);
    case 'year':
    case 'yearmonth':
      return isFixed;
    default:
      return false;
  }
}

/** How much a column is like a key: by its name, its form and its place. */
function scoreOf({ observed, choice }: FieldColumn): number {
  const { type, format } = choice.field;
  const isDate = type !== 'string' && type !== 'integer';
  const isProse = type === 'string' && observed.longest > 64;
  if (isDate || isProse) return 0;
  const byName = keyScore(observed.header);
  const byForm = format === 'uuid' ? 2 : format === 'email' ? 1 : 0;
  return byName + byForm + (observed.index === 0 ? 1 : 0) + (byName + byForm > 0 ? 0 : 0.1);
}

function pairsOf(filled: readonly FieldColumn[], records: number) {
  if (records < FEWEST_RECORDS) return [];
  const partScore = ({ observed }: FieldColumn): number =>
    keyScore(observed.header) + (namesPart(observed.header) ? PART : 0) - observed.index / 1_000;
  const parts = filled
    .filter(({ observed }) => observed.counts?.size !== 1)
    .toSorted((a, b) => partScore(b) - partScore(a))
    .slice(0, MOST_PARTS)
    .toSorted((a, b) => a.observed.index - b.observed.index);
  return parts
    .flatMap((one, at) =>
      parts.slice(at + 1).map((other) => ({ fields: [one, other], score: partScore(one) + partScore(other) })),
    )
    .filter(
      ({ fields: [one, other], score }) =>
        score > 0 && one && other?.observed.hashes.repeatedWith(one.observed.hashes) === 0,
    )
    .toSorted((a, b) => b.score - a.score)
    .map(({ fields, score }) => ({ fields, score: Math.min(2, score / 2) }));
}
