import { sectionsOf, type Token } from './format-tokens.ts';

/** How one section of a number format shows a number. */
export type Display =
  /** As a number, with whatever separators, sign, currency or unit. */
  | { readonly kind: 'number' }
  | DateDisplay
  /** With leading zeros up to this many digits: `00000`. */
  | { readonly kind: 'zeros'; readonly digits: number }
  /** As something else, at least where it `differs`: a word, or digits among other characters. */
  | { readonly kind: 'other'; readonly differs: (value: number) => boolean };

export interface DateDisplay {
  readonly kind: 'date';
  /** It shows a day, month or year. */
  readonly date: boolean;
  /** It shows a time of day. */
  readonly time: boolean;
  /** It shows elapsed hours, minutes or seconds: `[h]:mm`. */
  readonly elapsed: boolean;
  /** The smallest part of the time that it shows, in milliseconds: a minute, a second, or less. */
  readonly unit: number;
}

export interface NumberFormat {
  readonly code: string;
  /** The display of a number of this size; the sections of the code and their conditions decide. */
  readonly displayOf: (value: number) => Display;
}

const number: Display = { kind: 'number' };

/** Undefined for formats that show every number as a number. The section rules are those of ECMA-376 part 1, 18.8.31. */
export function numberFormat(code: string): NumberFormat | undefined {
  const sections = sectionsOf(code);
  // The section for text is the fourth, or an earlier last one with `@`.
  const last = sections.at(-1) ?? [];
  if (sections.length > 3) sections.splice(3);
  else if (sections.length > 1 && last.some(({ kind }) => kind === 'text')) sections.pop();
  const several = sections.length > 1;
  const displays = sections.map((tokens) => displayOf(tokens, several));
  if (displays.every(({ kind }) => kind === 'number')) return undefined;
  const conditions = sections.slice(0, 2).map(conditionOf);
  const chosen = conditions.some(Boolean) ? byCondition(conditions, displays.length) : bySign(displays.length);
  return { code, displayOf: (value) => displays[chosen(value)] ?? number };
}

type Choice = (value: number) => number;

function bySign(sections: number): Choice {
  if (sections === 1) return () => 0;
  if (sections === 2) return (value) => (value < 0 ? 1 : 0);
  return (value) => (value > 0 ? 0 : value < 0 ? 1 : 2);
}

/** Numbers that meet no condition get the section after them. Without a condition the second section is for the rest. */
function byCondition([first, second]: readonly (((value: number) => boolean) | undefined)[], sections: number): Choice {
  const rest = sections > 2 ? 2 : sections - 1;
  return (value) => {
    if (first ? first(value) : value > 0) return 0;
    if (second) return second(value) ? 1 : rest;
    return sections > 2 && value >= 0 ? 2 : Math.min(1, rest);
  };
}

function conditionOf(tokens: readonly Token[]): ((value: number) => boolean) | undefined {
  const text = tokens.find(({ kind }) => kind === 'condition')?.text;
  const [, operator, bound] = /^(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:e[+-]?\d+)?)$/i.exec(text ?? '') ?? [];
  const limit = Number(bound);
  switch (operator) {
    case '<=':
      return (value) => value <= limit;
    case '>=':
      return (value) => value >= limit;
    case '<>':
      return (value) => value !== limit;
    case '<':
      return (value) => value < limit;
    case '>':
      return (value) => value > limit;
    case '=':
      return (value) => value === limit;
    default:
      return undefined;
  }
}

function displayOf(tokens: readonly Token[], several: boolean): Display {
  const shown = tokens.filter(({ kind }) => kind !== 'condition');
  const digits = shown.flatMap(({ kind }, at) => (kind === 'digit' ? [at] : []));
  const dates = shown.filter(({ kind }) => kind === 'date' || kind === 'elapsed');
  const seconds = shown.findIndex(({ kind, text }) => (kind === 'date' || kind === 'elapsed') && text.startsWith('s'));
  // The digits of a time are fractions of its seconds; letters between other digits are text without quotes.
  const isDate = dates.length > 0 && digits.every((at) => seconds !== -1 && at > seconds);
  if (isDate) return dateDisplay(dates, digits.length);
  const general = shown.findIndex(({ kind }) => kind === 'general');
  if (general !== -1) return digits.length > 0 || oddPrefix(shown.slice(0, general)) ? other() : number;
  if (digits.length > 0) return digitDisplay(shown, digits[0] ?? 0, digits.at(-1) ?? 0);
  if (shown.some(({ kind }) => kind === 'text')) return number;
  return wordDisplay(shown, several);
}

const other = (differs = (_: number) => true): Display => ({ kind: 'other', differs });

function dateDisplay(tokens: readonly Token[], fraction: number): Display {
  let date = false;
  let time = false;
  let seconds = false;
  for (const [at, { kind, text }] of tokens.entries()) {
    // `m` is minutes next to hours or seconds, and months elsewhere.
    const near = (step: number, letter: string) => tokens[at + step]?.text.startsWith(letter) ?? false;
    const minutes = /^mm?$/.test(text) && (near(-1, 'h') || near(1, 's'));
    if (kind === 'elapsed' || /^(h|s|am)/.test(text) || minutes) time = true;
    else date = true;
    seconds ||= text.startsWith('s');
  }
  const elapsed = tokens.some(({ kind }) => kind === 'elapsed');
  const unit = !seconds && time ? 60_000 : 10 ** (3 - Math.min(fraction, 3));
  return { kind: 'date', date, time, elapsed, unit: fraction === 0 && unit < 60_000 ? 1000 : unit };
}

/** Digits, between the indexes `first` and `last`, and what surrounds them. */
function digitDisplay(tokens: readonly Token[], first: number, last: number): Display {
  const between = tokens.slice(first, last + 1);
  const outside = [...tokens.slice(0, first), ...tokens.slice(last + 1)].filter(isText);
  if (between.some((token) => isText(token) || token.kind === 'date')) return other();
  const has = (kind: Token['kind']) => between.some((token) => token.kind === kind);
  const whole = !has('point') && !has('operator') && tokens.every(({ kind }) => kind !== 'operator');
  const point = between.findIndex(({ kind }) => kind === 'point' || kind === 'operator');
  const integer = between.slice(0, point === -1 ? undefined : point).filter(({ kind }) => kind === 'digit');
  const zero = integer.findIndex(({ text }) => text === '0');
  const zeros = zero === -1 ? 0 : integer.length - zero;
  const before = textOf(tokens.slice(0, first));
  const after = textOf(tokens.slice(last + 1));
  if (/\d$/.test(before) || /^\d/.test(after)) return other();
  if (whole && zeros > 1 && !has('comma')) {
    const plain = outside.every(({ text }) => text === '-' || text === '+');
    return plain ? { kind: 'zeros', digits: zeros } : other();
  }
  // The decimals and separators of an amount distinguish `CHF 0.00` from a code such as `A0`.
  if (whole && !has('comma') && oddPrefix(tokens.slice(0, first))) return other();
  return zeros > 1 ? other((value) => Math.abs(value) < 10 ** (zeros - 1)) : number;
}

const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map(({ text }) => text)
    .join('')
    .trim();

const isText = ({ kind, text }: Token): boolean => kind === 'literal' && /[^\s\u00a0]/.test(text);

/** Letters before a number make a code of it, such as INV-12, unless they are a currency and a space. */
function oddPrefix(tokens: readonly Token[]): boolean {
  const text = tokens.map((token) => (token.kind === 'currency' ? '' : token.text)).join('');
  return /[\p{L}\d]/u.test(text) && !/^\W*[a-z]{2,3}\.?\s+$/i.test(text);
}

/** A section without digits: a word, or nothing. A dash or nothing for zero is how accountants write it. */
function wordDisplay(tokens: readonly Token[], several: boolean): Display {
  const word = textOf(tokens);
  if (word === '' && !several) return number;
  return /[\p{L}\d]/u.test(word) ? other() : other((value) => value !== 0);
}
