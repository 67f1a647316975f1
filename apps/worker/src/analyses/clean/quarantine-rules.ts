import { countCells } from '../shared/count-cells.ts';
import { dateExists, dateValue } from '../shared/date-sql.ts';
import { chunks } from '../shared/lists.ts';
import { decimalOf } from '../shared/number-sql.ts';
import { COLUMNS_AT_ONCE, double, isToken, literal, trimmed } from '../shared/sql.ts';
import type { TableColumn } from '../types.ts';
import { columnsNamed, tokenColumns } from './parameters.ts';
import { numberReading } from './readings.ts';
import { REMARKABLE, suspicions } from './suspicious.ts';
import type { CleanContext, CleanState } from './types.ts';

/** A rule that cells must not break. */
interface Rule {
  readonly column: TableColumn;
  readonly type: string;
  /** What is wrong with the cell; appended to its column's name. */
  readonly message: string;
  /** SQL, true for a cell that breaks the rule. */
  readonly broken: string;
  /** False: the row is kept and reported. */
  readonly sets_aside: boolean;
}
type Range = CleanContext['parameters']['quarantine']['ranges'][number];
type Format = CleanContext['parameters']['quarantine']['formats'][number];

const PATTERNS = {
  email: String.raw`[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}`,
  url: String.raw`(?i:https?|ftp)://[^\s/?#]+\S*`,
  phone: String.raw`\+?[0-9(][0-9 ()./\-]{4,24}[0-9]`,
  uuid: '(?i:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})',
  integer: '[+-]?[0-9]+',
} as const;

const TYPED: ReadonlySet<Format['format']> = new Set(['integer', 'number', 'boolean', 'date']);

function hasFormat(value: string, { format, pattern = '' }: Format, decimal: '.' | ','): string {
  if (format === 'number') return `(${numberOf(value, decimal)} IS NOT NULL)`;
  if (format === 'date') return `(${dateExists(value)})`;
  if (format === 'boolean') return `lower(${value}) IN ('true', 'false', 'yes', 'no', 'y', 'n', '1', '0')`;
  return `regexp_full_match(${value}, ${literal(format === 'pattern' ? pattern : PATTERNS[format])})`;
}

/** Parsed as in the step `types`, so that a number is the same before and after it. Requiring a digit excludes infinity. */
const numberOf = (value: string, decimal: '.' | ','): string =>
  `CASE WHEN regexp_matches(${value}, '[0-9]') THEN TRY_CAST(${numberReading(decimal, false).fixed(value)} AS DOUBLE) END`;

function outside(value: string, { min, max }: Range, context: CleanContext, column: TableColumn): string {
  const isDate = typeof (min ?? max) === 'string';
  const cell = isDate
    ? dateValue(value, context.parameters.date_order)
    : numberOf(value, decimalOf(column, context.source.dialect));
  const limit = (bound: number | string): string =>
    typeof bound === 'string' ? `CAST(${literal(bound)} AS DATE)` : double(bound);
  const day = isDate ? `CAST(${cell} AS DATE)` : cell;
  const inside = [
    `${cell} IS NOT NULL`,
    ...(min === undefined ? [] : [`${day} >= ${limit(min)}`]),
    ...(max === undefined ? [] : [`${day} <= ${limit(max)}`]),
  ];
  return `NOT coalesce(${inside.join(' AND ')}, false)`;
}

const rangeText = ({ min, max }: Range): string =>
  min === undefined
    ? `is greater than ${max}`
    : max === undefined
      ? `is less than ${min}`
      : `is not between ${min} and ${max}`;

async function askedRules(context: CleanContext, state: CleanState): Promise<Rule[]> {
  const { required, ranges, formats } = context.parameters.quarantine;
  if (required.length + ranges.length + formats.length === 0) return [];
  const { tokens, enabled } = context.parameters.nulls;
  const emptied = new Set(enabled ? (await tokenColumns(context, state)).map(({ id }) => id) : []);
  const value = ({ id }: TableColumn): string => `(${trimmed(id)})`;
  const isWord = ({ id }: TableColumn): string => isToken(id, tokens);
  /** Includes the placeholder values that the step `nulls` will clear. */
  const blank = (column: TableColumn): string =>
    `(${value(column)} IS NULL${emptied.has(column.id) ? ` OR ${isWord(column)}` : ''})`;
  /** The cells that a rule checks: rules for numbers, dates and booleans ignore placeholder values in every column. */
  const filled = (column: TableColumn, typed: boolean): string =>
    `(NOT ${blank(column)}${typed ? ` AND NOT ${isWord(column)}` : ''})`;
  const of = (name: string) => columnsNamed(context.columns, [name]);
  return [
    ...columnsNamed(context.columns, required).map((column) => ({
      column,
      type: 'required_missing',
      message: 'is required but blank',
      broken: blank(column),
      sets_aside: true,
    })),
    ...ranges.flatMap((range) =>
      of(range.column).map((column) => ({
        column,
        type: 'out_of_range',
        message: rangeText(range),
        broken: `(${filled(column, true)} AND ${outside(value(column), range, context, column)})`,
        sets_aside: true,
      })),
    ),
    ...formats.flatMap((format) =>
      of(format.column).map((column) => ({
        column,
        type: 'format_invalid',
        message: format.format === 'pattern' ? `does not match ${format.pattern}` : `is not a valid ${format.format}`,
        broken: `(${filled(column, TYPED.has(format.format))} AND NOT ${hasFormat(value(column), format, decimalOf(column, context.source.dialect))})`,
        sets_aside: true,
      })),
    ),
  ];
}

export type CountedRule = Rule & { readonly count: number };

/** The rules that are broken, with the number of rows that break them. */
export const brokenRules = (context: CleanContext, state: CleanState): Promise<CountedRule[]> =>
  context.facts.ofTable('rules', state.table, async () => {
    const asked = await countBroken(context, await askedRules(context, state), state.table);
    return [...asked, ...(await brokenSuspicions(context, state))];
  });

/** Few cells are suspicious, so the others are filtered out before the rules run. */
async function brokenSuspicions(context: CleanContext, { table }: CleanState): Promise<CountedRule[]> {
  const { suspicious } = context.parameters.quarantine;
  if (suspicious === 'ignore') return [];
  const remarkable = await context.facts.remarkable(table);
  const columns = context.columns.filter(({ id }) => (remarkable.get(id) ?? 0) > 0);
  const cell = (v: string): string => `CASE WHEN regexp_matches(${v}, '${REMARKABLE}', 's') THEN ${v} END`;
  const isBroken = (pattern: string, v: string): string => `coalesce(regexp_matches(${v}, '${pattern}', 's'), false)`;
  const counters = suspicions.map(({ type, pattern }) => [
    type,
    (v: string) => `count(*) FILTER (${isBroken(pattern, cell(v))})`,
  ]);
  const counts = await countCells(
    context.engine,
    table,
    columns.map(({ id }) => id),
    Object.fromEntries(counters),
  );
  const rules = columns.flatMap((column) =>
    suspicions.map(({ type, pattern, message }) => ({
      column,
      type,
      message,
      broken: isBroken(pattern, column.id),
      sets_aside: suspicious === 'quarantine',
      count: counts.get(column.id)?.[type] ?? 0,
    })),
  );
  return rules.filter(({ count }) => count > 0);
}

async function countBroken({ engine }: CleanContext, rules: readonly Rule[], from: string): Promise<CountedRule[]> {
  const counted: CountedRule[] = [];
  for (const chunk of chunks(rules, COLUMNS_AT_ONCE)) {
    const counters = chunk.map(({ broken }, at) => `count(*) FILTER (${broken}) AS n${at}`);
    const [row = {}] = await engine.rows<Record<string, number>>(`SELECT ${counters.join(', ')} FROM ${from}`);
    counted.push(...chunk.map((rule, at) => ({ ...rule, count: row[`n${at}`] ?? 0 })));
  }
  return counted.filter(({ count }) => count > 0);
}
