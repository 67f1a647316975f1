import { counted } from '@sluice/core';
import { needsDateOrder } from '../dates.ts';
import type { DateOrder } from '../types.ts';
import { isNumberedDay } from './choose-number.ts';
import { orderOfFormat } from './date-readings.ts';
import type { ObservedColumn } from './observed-column.ts';
import type { Reading } from './reading.ts';
import type { Choice, FileFacts } from './types.ts';

const KINDS = ['yearmonth', 'duration', 'date', 'time', 'datetime'] as const;
const nouns: Readonly<Record<(typeof KINDS)[number], string>> = {
  yearmonth: 'a month such as 2024-03',
  duration: 'a duration such as P1D',
  date: 'a date',
  time: 'a time',
  datetime: 'a date with a time',
};
/** Fewer days in eight digits may be numbers that look like days by chance. */
const CERTAIN_DAYS = 5;

/** A date, a time or both, in the form that all values have; the one of the standard, then a pattern, then any. */
export function chooseDate(column: ObservedColumn, facts: FileFacts): Choice | undefined {
  for (const type of KINDS) {
    const alive = column.readings.filter(({ field }) => field.type === type && !isChance(field.format, column));
    const [first] = alive;
    if (!first) continue;
    const { format = 'default' } = first.field;
    if (format === 'any' && type !== 'time') return chooseAny(column, alive, facts);
    return choosePattern(column, alive, facts);
  }
  return undefined;
}

/** Digits that are days, but perhaps only by chance. */
function isChance(format: string | undefined, column: ObservedColumn): boolean {
  if (format !== '%Y%m%d') return false;
  const days = column.counts ? [...column.counts.keys()] : column.examples;
  const isUsual = days.every((day) => /^(?:19|20)/.test(day));
  return (
    column.longest !== 8 || column.shortest !== 8 || !isUsual || days.length < CERTAIN_DAYS || isNumberedDay(column)
  );
}

function choosePattern(column: ObservedColumn, alive: readonly Reading[], facts: FileFacts): Choice {
  const [first] = alive as readonly [Reading];
  const order = orderOfFormat(first.field.format);
  const rival = order && alive.find(({ field }) => isSwapped(first.field.format ?? '', field.format ?? ''));
  if (!rival) return choiceOf(column, first, first.field.format === '%Y%m%d' ? 0.8 : 1);
  const wanted = [first, rival].find(({ field }) => orderOfFormat(field.format) === facts.dateOrder);
  if (wanted) {
    return choiceOf(column, wanted, 0.85, `Other dates of the file have the ${orderText(facts.dateOrder)} first.`);
  }
  return { ...choiceOf(column, first, 0.5), doubt: openOrder(column, orderOfFormat(first.field.format)) };
}

/** Whether two patterns are the same but for the order of day and month. */
const isSwapped = (one: string, other: string): boolean =>
  one !== other && one.replace(/%d|%m/g, '%?') === other.replace(/%d|%m/g, '%?');

const orderText = (order: DateOrder | undefined): string => (order === 'MDY' ? 'month' : 'day');

function openOrder(column: ObservedColumn, order: DateOrder | undefined) {
  const example = column.examples.find(needsDateOrder) ?? column.examples[0] ?? '';
  const other = order === 'MDY' ? 'DMY' : 'MDY';
  return {
    code: 'DATE_ORDER_OPEN',
    message: `Dates such as "${example}" could have the day or the month first, and the file does not show which. The ${orderText(order)} is read first; if that is wrong, infer again with date_order=${other}.`,
  };
}

/** Dates in several forms. The order of day and month must be known for those in either order. */
function chooseAny(column: ObservedColumn, alive: readonly Reading[], facts: FileFacts): Choice | undefined {
  const free = alive.find(({ dateOrder }) => dateOrder === undefined);
  const says = 'The values have several forms, which the format any takes.';
  if (free) return choiceOf(column, free, 0.9, says);
  const proven = facts.dateOrder ?? column.dates.order;
  const reading = alive.find(({ dateOrder }) => proven === undefined || dateOrder === proven);
  if (!reading) return undefined;
  return {
    ...choiceOf(column, reading, proven === undefined ? 0.5 : 0.85, says),
    dateOrder: reading.dateOrder,
    ...(proven === undefined && { doubt: openOrder(column, reading.dateOrder) }),
  };
}

function choiceOf(column: ObservedColumn, reading: Reading, certainty: number, because?: string): Choice {
  const { type, format } = reading.field;
  const noun = nouns[type as (typeof KINDS)[number]];
  const pattern = format?.includes('%') ? named(format, column) : format;
  const form =
    pattern === undefined
      ? 'as the standard writes it'
      : pattern === 'any'
        ? 'in a usual form'
        : `written as ${pattern}`;
  const isWithoutZone = type === 'datetime' && !column.examples.some((text) => /(?:Z|[+-]\d\d:?\d\d)$/i.test(text));
  const { locale } = reading.column;
  return {
    field: { ...reading.field, ...(pattern !== undefined && { format: pattern }) },
    column: reading.column,
    certainty,
    evidence: [
      `Every one of ${counted(column.values, 'value')} is ${noun}, ${form}.`,
      ...(locale === undefined ? [] : [`The names of months are those of the language "${locale}".`]),
      ...(because === undefined ? [] : [because]),
      ...(isWithoutZone ? ['Times without a zone are read as UTC; columns.*.timezone names another zone.'] : []),
    ],
  };
}

/** %b and %B read the same; the one is shown that Python would have. */
function named(format: string, { examples }: ObservedColumn): string {
  const isLong = examples.some((text) => /\p{L}{5}/u.test(text.replace(/^\p{L}+,/u, '')));
  return isLong ? format.replace('%b', '%B') : format;
}
