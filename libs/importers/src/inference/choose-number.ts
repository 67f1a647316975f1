import { counted } from '@sluice/core';
import { keyScore, namesCode, namesDate, namesYear } from './header-words.ts';
import type { ObservedColumn } from './observed-column.ts';
import type { Reading } from './reading.ts';
import type { Choice, FileFacts } from './types.ts';

/** Units that one column has one of: currencies, percent, and what people measure. */
const UNIT =
  /^(?:[\p{Sc}%‰°]|°[CF]|µm|mm|cm|dm|m|km|m²|m2|m³|m3|mg|g|kg|t|lbs?|oz|ml|cl|l|s|ms|min|h|hrs?|days?|k?Wh?|MWh|GB|MB|kB|TB|pcs|pc|Stk?)\.?$/u;
const CURRENCY = /^[A-Z]{3}$/;
/** Letters right beside digits are more likely a code, such as A12 or 12B. */
const ATTACHED = /^(?:[\p{Sc}%‰°]|°[CF]|EUR|USD|GBP|CHF|JPY|[a-zµ][a-z²³]?|kWh|kB)\.?$/u;

/** Whether what stands beside the digits says only what they count. */
function isUnit(unit: string, { unitsAttached, unitsBefore, header }: ObservedColumn): boolean {
  if (keyScore(header) > 0 || (!UNIT.test(unit) && !CURRENCY.test(unit))) return false;
  if (unitsBefore && !CURRENCY.test(unit) && !/^\p{Sc}$/u.test(unit)) return false;
  return !unitsAttached || (ATTACHED.test(unit) && !(unitsBefore && CURRENCY.test(unit)));
}

const isNumber = ({ field }: Reading): boolean => field.type === 'integer' || field.type === 'number';
const isBare = ({ field }: Reading): boolean => field.bareNumber !== false;

/** Why digits are a text: as a number, they would not stay as they are. */
export function whyNotNumber(column: ObservedColumn): string | undefined {
  const { leadingZeros, plusSigns, exponents, longNumbers, readings, header } = column;
  if (!readings.some(isNumber)) return undefined;
  if (leadingZeros > 0)
    return `${counted(leadingZeros, 'value begins', 'values begin')} with 0, which a number would lose.`;
  if (namesCode(header)) return 'The header names a number that nobody calculates with, such as a telephone number.';
  if (plusSigns > 0 && plusSigns === column.values) return 'All values begin with +, as telephone numbers do.';
  if (exponents > 0) return 'Some values have an E between digits, which a number would take for a power of ten.';
  return longNumbers > 0 ? 'Some values have more digits than a whole number in the database.' : undefined;
}

/** A whole number or a decimal, with its marks. */
export function chooseNumber(column: ObservedColumn, facts: FileFacts): Choice | undefined {
  const alive = column.readings.filter(isNumber);
  if (alive.length === 0 || whyNotNumber(column) !== undefined) return undefined;
  const bare = alive.filter(isBare);
  if (bare.length > 0) return chooseMarks(column, bare, facts);
  const [unit = '', ...others] = [...column.units].filter((one) => one !== '');
  if (others.length > 0 || !isUnit(unit, column)) return undefined;
  const choice = chooseMarks(column, alive, facts);
  const says = `Every number stands beside "${unit}", which is left out.`;
  return { ...choice, evidence: [...choice.evidence, says], certainty: Math.min(choice.certainty, 0.9) };
}

/** What the marks of a reading say: the mark of decimals, or that of groups. */
const decimalOf = ({ field }: Reading): string => (field.type === 'integer' ? '' : (field.decimalChar ?? '.'));

function chooseMarks(column: ObservedColumn, alive: readonly Reading[], facts: FileFacts): Choice {
  const plain = alive.find(({ field }) => field.type === 'integer' && field.groupChar === undefined);
  if (plain) return choiceOf(column, plain, 1);
  // Digits such as 0.123 are no group.
  const sensible = alive.filter(({ field }) => column.zeroPoints === 0 || !groupsWithMark(field.groupChar));
  const [first = alive[0] as Reading, ...others] = sensible.length > 0 ? sensible : alive;
  const rival = others.find((other) => differs(first, other));
  if (!rival) return choiceOf(column, first, 1);
  const wanted = sensible.find((one) => agrees(one, facts.decimalMark));
  if (facts.decimalMark !== undefined && wanted) {
    return choiceOf(column, wanted, 0.85, `Other columns of the file have "${facts.decimalMark}" before decimals.`);
  }
  const usual = sensible.find((one) => agrees(one, '.')) ?? first;
  const example = column.examples.find((text) => /[.,]/.test(text)) ?? column.examples[0] ?? '';
  return {
    ...choiceOf(column, usual, 0.5),
    doubt: {
      code: 'NUMBER_MARKS_OPEN',
      message: `"${example}" could have decimals or groups of thousands, and the file does not show which. ${marksText(usual)}; check that.`,
    },
  };
}

const groupsWithMark = (groupChar: string | undefined): boolean => groupChar === '.' || groupChar === ',';

/** Whether two readings make different numbers of the same text. A reading that allows more marks makes the same. */
const differs = (a: Reading, b: Reading): boolean => {
  const [x, y] = [markRoles(a), markRoles(b)];
  return ['.', ','].some((mark) => x[mark] !== undefined && y[mark] !== undefined && x[mark] !== y[mark]);
};

/** What a period and a comma are to a reading. */
function markRoles(reading: Reading): Record<string, 'decimal' | 'group' | undefined> {
  const { groupChar } = reading.field;
  const decimal = decimalOf(reading);
  return { ...(decimal !== '' && { [decimal]: 'decimal' }), ...(groupChar !== undefined && { [groupChar]: 'group' }) };
}

function agrees(reading: Reading, mark: '.' | ',' | undefined): boolean {
  if (mark === undefined) return false;
  const roles = markRoles(reading);
  return roles[mark] === 'decimal' || (roles[mark] === undefined && roles[mark === '.' ? ',' : '.'] === 'group');
}

function marksText(reading: Reading): string {
  const { groupChar } = reading.field;
  const decimal = decimalOf(reading);
  const parts = [
    ...(decimal === '' ? [] : [`"${decimal}" is read as the mark before decimals`]),
    ...(groupChar === undefined ? [] : [`"${groupChar}" is read as the mark between groups of digits`]),
  ];
  return parts.length === 0 ? 'The values are read as whole numbers' : parts.join(', and ');
}

function choiceOf(column: ObservedColumn, reading: Reading, certainty: number, because?: string): Choice {
  const { field } = reading;
  const what = field.type === 'integer' ? 'whole numbers' : 'numbers';
  const marks = marksText(reading);
  const isPlain = field.groupChar === undefined && field.decimalChar === undefined;
  return {
    field,
    column: reading.column,
    certainty,
    evidence: [
      `All ${counted(column.values, 'value')} can be read as ${what}.`,
      ...(isPlain ? [] : [`${marks}.`]),
      ...(because === undefined ? [] : [because]),
    ],
  };
}

/** A year, if the header says that the digits are one. */
export function chooseYear(column: ObservedColumn): Choice | undefined {
  const reading = column.readings.find(({ field }) => field.type === 'year');
  if (!reading || !namesYear(column.header) || column.longest !== 4 || column.shortest !== 4) return undefined;
  const years = [...(column.counts?.keys() ?? column.examples)].map(Number);
  if (years.some((year) => !(year >= 1901 && year <= 2155))) return undefined;
  return {
    ...{ field: reading.field, column: {}, certainty: 0.95 },
    evidence: ['The header names a year, and all values are years.'],
  };
}

/** Whether eight digits are more likely a number than a day. */
export const isNumberedDay = ({ header }: ObservedColumn): boolean => !namesDate(header) && keyScore(header) > 0;
