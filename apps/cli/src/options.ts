import { formatCount } from '@sluice/client';
import { InvalidArgumentError } from 'commander';

/** Parses a whole number within a range. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`Give a whole number from ${formatCount(min)} to ${formatCount(max)}.`);
  };

/** Collects `name=value` pairs; the value may contain equals signs. */
export function pair(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Give name=value.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

type Synonyms = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Collects `field:text=value`; the text may contain colons and equals signs. */
export function synonym(given: string, before: Synonyms = {}): Synonyms {
  const [, field, text, value = ''] = /^([^:]+):(.+)=([^=]*)$/s.exec(given) ?? [];
  if (field === undefined || text === undefined) throw new InvalidArgumentError('Give field:text=value.');
  return { ...before, [field]: { ...before[field], [text]: value } };
}

/** Parses a delimiter; a tab may be written as `tab` or `\t`. */
export function delimiter(text: string): string {
  const meant = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';', pipe: '|' }[text.toLowerCase()] ?? text;
  return character(meant);
}

/** A single character. */
function character(text: string): string {
  if ([...text].length === 1) return text;
  throw new InvalidArgumentError('Give a single character.');
}

/** The start of comment lines: a single character, or none. */
export const comment = (text: string): string => (text === 'none' ? text : character(text));

/** A row number, or none. */
export const headerRow = (text: string): number | 'none' =>
  text === 'none' ? 'none' : wholeNumber(1, 1_000_000)(text);

/** A date, a date and time with an offset, or how long ago: 7d, 12h, 30m. */
export function moment(text: string): string {
  const [, number, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (number && unit) {
    const seconds = { m: 60, h: 3_600, d: 86_400 }[unit] ?? 0;
    return new Date(Date.now() - Number(number) * seconds * 1_000).toISOString();
  }
  if (/^\d{4}-\d\d-\d\d(T.+)?$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError(
    'Give a date such as 2026-11-30, a time with an offset, or how long ago: 7d, 12h, 30m.',
  );
}

/** A parameter's path and value: `outliers.method=iqr`, `outliers.threshold=1.5`; JSON values are parsed. */
export function parameter(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const [[name, value] = ['', '']] = Object.entries(pair(text));
  const steps = name.split('.');
  if (steps.some((step) => step === '' || step === '__proto__')) throw new InvalidArgumentError('Give name=value.');
  return merge(before, steps, readValue(value));
}

function merge(into: unknown, [step = '', ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  const known =
    typeof into === 'object' && into !== null && !Array.isArray(into) ? (into as Record<string, unknown>) : {};
  return { ...known, [step]: rest.length === 0 ? value : merge(known[step], rest, value) };
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: string): boolean => ID.test(text);
