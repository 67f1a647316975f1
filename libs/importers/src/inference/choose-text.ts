import { counted, formatCount } from '@sluice/core';
import type { Constraints } from '../document/table-schema.ts';
import { whyNotNumber } from './choose-number.ts';
import { namesList } from './header-words.ts';
import type { ObservedColumn } from './observed-column.ts';
import type { FieldFacts, Reading } from './reading.ts';
import type { Choice } from './types.ts';

/** Words for true and false, in lower case, each with its opposite. */
const pairs: readonly (readonly [string, string])[] = [
  ...([
    ['true', 'false'],
    ['yes', 'no'],
    ['y', 'n'],
    ['t', 'f'],
    ['on', 'off'],
    ['1', '0'],
  ] as const),
  ...([
    ['ja', 'nein'],
    ['oui', 'non'],
    ['sí', 'no'],
    ['si', 'no'],
    ['sim', 'não'],
  ] as const),
];
/** Words that mean something else unless their opposite is there too. */
const ALONE = new Set(['y', 'n', 't', 'f', 'on', 'off', '1', '0', 'si']);
/** Fewer digits 0 and 1 may be the start of larger numbers. */
const FEWEST_BITS = 4;

export function chooseBoolean({ counts, values }: ObservedColumn): Choice | undefined {
  const spelled = [...(counts?.keys() ?? [])];
  const words = new Set(spelled.map((word) => word.toLowerCase()));
  if (words.size === 0 || words.size > 2) return undefined;
  const pair = pairs.find(([yes, no]) => [...words].every((word) => word === yes || word === no));
  if (!pair) return undefined;
  const [yes, no] = pair;
  if (words.size < 2 && [...words].some((word) => ALONE.has(word))) return undefined;
  if (yes === '1' && values < FEWEST_BITS) return undefined;
  const isDefault =
    yes === '1' || (yes === 'true' && spelled.every((word) => /^(?:true|True|TRUE|false|False|FALSE)$/.test(word)));
  return {
    field: { type: 'boolean', ...(!isDefault && { trueValues: [yes], falseValues: [no] }) },
    column: isDefault ? {} : { ignoreCase: true },
    evidence: [`${counted(values, 'value')}: only ${listOf(spelled)}.`],
    certainty: words.size < 2 ? 0.7 : yes === '1' ? 0.9 : 1,
  };
}

const listOf = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

const forms: readonly (readonly [(field: FieldFacts) => boolean, string])[] = [
  [({ format }) => format === 'uuid', 'UUIDs'],
  [({ format }) => format === 'email', 'email addresses'],
  [({ format }) => format === 'uri', 'URIs with a scheme'],
  [({ type }) => type === 'object', 'JSON objects'],
  [({ type }) => type === 'array', 'JSON arrays'],
];
/** The most characters of values with a form of their own. */
const lengths: Readonly<Record<string, number>> = { uuid: 36, email: 254 };

/** Texts with a form that an import can check. */
export function chooseForm(column: ObservedColumn): Choice | undefined {
  for (const [is, name] of forms) {
    const reading: Reading | undefined = column.readings.find(({ field }) => is(field));
    if (!reading) continue;
    const { field } = reading;
    const maxLength = field.type === 'string' ? (lengths[field.format ?? ''] ?? roomFor(column.longest)) : undefined;
    return {
      field: { ...field, ...(maxLength !== undefined && { constraints: { maxLength } }) },
      ...{ column: {}, certainty: 1, evidence: [`All ${counted(column.values, 'value')} are ${name}.`] },
    };
  }
  return undefined;
}

/** Lists of short words, where the header says that there are several. */
export function chooseList({ header, separated, values, longest }: ObservedColumn): Choice | undefined {
  if (!namesList(header) || longest > 1_000) return undefined;
  const [[mark, count] = [',', 0]] = Object.entries(separated).toSorted(([, a], [, b]) => b - a);
  if (count * 4 < values) return undefined;
  return {
    ...{ field: { type: 'list', ...(mark !== ',' && { delimiter: mark }) }, column: {}, certainty: 0.7 },
    evidence: [
      `The header names several things, and ${formatCount(count)} of ${counted(values, 'value')} have a "${mark}".`,
    ],
  };
}

const STEPS = [10, 20, 40, 80, 160, 255, 500, 1_000, 2_000, 4_000, 8_000, 16_000];

/** A length that is at least half as much again as the longest value; undefined if that is very long. */
const roomFor = (longest: number): number | undefined => STEPS.find((step) => step >= longest * 1.5);

/** Anything else: a text, perhaps one of a few. */
export function chooseText(column: ObservedColumn): Choice {
  const { longest, values } = column;
  if (values === 0) {
    return {
      ...{ field: { type: 'string', constraints: { maxLength: 255 } }, column: {}, certainty: 0 },
      evidence: ['The column has no values, so that nothing shows its type.'],
    };
  }
  const why = whyNotNumber(column);
  const words = wordsOf(column);
  if (words && why === undefined) return words;
  const maxLength = roomFor(longest);
  const room = maxLength === undefined ? 'No limit is set.' : `A maxLength of ${formatCount(maxLength)} leaves room.`;
  return {
    field: { type: 'string', ...(maxLength !== undefined && { constraints: { maxLength } }) },
    ...{ column: {}, certainty: 1 },
    evidence: [...(why === undefined ? [] : [why]), `The longest value has ${counted(longest, 'character')}. ${room}`],
  };
}

/** An enum has at most so many values, each of which occurs more than once, on average ten times. */
const MOST_WORDS = 20;
const USUAL_REPEATS = 10;
const LONGEST_WORD = 40;

function wordsOf({ counts, values, longest }: ObservedColumn): Choice | undefined {
  if (!counts || longest > LONGEST_WORD) return undefined;
  const groups = new Map<string, { word: string; count: number; most: number }>();
  for (const [word, count] of counts) {
    const group = groups.get(word.toLowerCase()) ?? { word, count: 0, most: 0 };
    if (count > group.most) Object.assign(group, { word, most: count });
    groups.set(word.toLowerCase(), { ...group, count: group.count + count });
  }
  const words = [...groups.values()];
  const isRepeated = words.length * USUAL_REPEATS <= values && words.every(({ count }) => count > 1);
  if (words.length < 2 || words.length > MOST_WORDS || !isRepeated) return undefined;
  const allowed = words.map(({ word }) => word).toSorted();
  const constraints: Constraints = { enum: allowed };
  return {
    field: { type: 'string', constraints },
    column: words.length < counts.size ? { ignoreCase: true } : {},
    certainty: 0.8,
    evidence: [
      `Only ${counted(words.length, 'different value')} in ${formatCount(values)}: ${listOf(allowed)}. Leave out the enum if there may be others.`,
      ...(words.length < counts.size ? ['They are written in different cases, which count as the same.'] : []),
    ],
  };
}
