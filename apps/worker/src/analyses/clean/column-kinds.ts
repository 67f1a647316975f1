import type { Engine } from '../engine.ts';
import { countCells } from '../shared/count-cells.ts';
import { isDateText } from '../shared/date-sql.ts';
import { decimalsOf, isNumberText, type NumberStyle } from '../shared/number-sql.ts';
import { isToken, literal } from '../shared/sql.ts';
import type { DecimalMark, TableColumn } from '../types.ts';

/** What the values of a column are, ignoring placeholder values; `words` is the number of those in a typed column. */
export type ColumnKind =
  | { readonly kind: 'number'; readonly style: NumberStyle; readonly words: number }
  | { readonly kind: 'date' | 'boolean'; readonly words: number }
  | { readonly kind: 'text' | 'empty' };

interface KindsInput {
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly tokens: readonly string[];
  readonly decimal: DecimalMark;
}

/** Share of distinct values that must be of the column's kind. Adding or removing equal rows does not change the result. */
const AGREEMENT = 0.9;
/** Approximate sample size for finding the candidate kinds, which are then checked on every row. */
const SAMPLE_ROWS = 2_000;

const typedKinds = ['number', 'date', 'boolean'] as const;
type Typed = (typeof typedKinds)[number];
const BOOLEANS = `'\\s*(?i:true|false|yes|no|y|n)\\s*'`;

const looks = (kind: Typed, value: string, decimal: DecimalMark): string => {
  if (kind === 'number') return isNumberText(value, decimal);
  return kind === 'date' ? isDateText(value) : `regexp_full_match(${value}, ${BOOLEANS})`;
};

/** Determines each column's kind: a sample proposes it, all rows decide. Deterministic: the sample is every n-th row. */
export async function findKinds(engine: Engine, input: KindsInput): Promise<Map<string, ColumnKind>> {
  const proposed = await propose(engine, input);
  const kinds = new Map<string, ColumnKind>();
  for (const [id, kind] of proposed) if (kind === 'text' || kind === 'empty') kinds.set(id, { kind });
  const tests = await testsOf(engine, input);
  for (const kind of typedKinds) {
    const ids = input.columns.map(({ id }) => id).filter((id) => proposed.get(id) === kind);
    for (const [id, decided] of await decide(engine, input, ids, kind, tests[kind])) kinds.set(id, decided);
  }
  return kinds;
}

async function propose(engine: Engine, { table, columns, tokens, decimal }: KindsInput) {
  const [last] = await engine.rows<{ n: number }>(`SELECT coalesce(max(_row), 0) AS n FROM ${table}`);
  const every = Math.max(1, Math.floor((last?.n ?? 0) / SAMPLE_ROWS));
  const ids = columns.map(({ id }) => id);
  const sample = `(SELECT _row, ${ids.join(', ')} FROM ${table} WHERE _row % ${every} = 0)`;
  const noWord = (v: string): string => `NOT ${isToken(v, tokens)}`;
  const counted = (kind: Typed) => (v: string) => `count(*) FILTER (${looks(kind, v, decimal)} AND ${noWord(v)})`;
  const counts = await countCells(engine, sample, ids, {
    filled: (v) => `count(${v}) FILTER (${noWord(v)})`,
    number: counted('number'),
    date: counted('date'),
    boolean: counted('boolean'),
  });
  return new Map([...counts].map(([id, count]) => [id, proposal(count, every > 1)]));
}

/** The kind of at least half of the sample. For a column that is blank in a partial sample, numbers are tried. */
function proposal(counts: Readonly<Record<Typed | 'filled', number>>, partial: boolean): Typed | 'text' | 'empty' {
  if (counts.filled === 0) return partial ? 'number' : 'empty';
  const best = typedKinds.reduce((a, b) => (counts[b] > counts[a] ? b : a));
  return counts[best] * 2 >= counts.filled ? best : 'text';
}

type Test = (value: string) => string;
interface Tests {
  /** A value of that kind that is not a placeholder value. */
  readonly agrees: Test;
  /** A placeholder value. */
  readonly isWord: Test;
}

/** Placeholders that look like values, such as -999, are checked in every cell; others only where no value was found. */
async function testsOf(engine: Engine, { tokens, decimal }: KindsInput): Promise<Record<Typed, Tests>> {
  const words = tokens.length > 0 ? tokens.map((token) => `(${literal(token)})`).join(', ') : '(NULL)';
  const [alike] = await engine.rows<Record<Typed, boolean | null>>(
    `SELECT ${typedKinds.map((kind) => `bool_or(${looks(kind, 'w', decimal)}) AS ${kind}`).join(', ')}
     FROM (VALUES ${words}) AS words(w)`,
  );
  const tests = (kind: Typed): Tests => {
    const isKind: Test = (v) => looks(kind, v, decimal);
    const isWord: Test = (v) => isToken(v, tokens);
    return alike?.[kind]
      ? { agrees: (v) => `(${isKind(v)} AND NOT ${isWord(v)})`, isWord }
      : { agrees: isKind, isWord: (v) => `(NOT ${isKind(v)} AND ${isWord(v)})` };
  };
  return { number: tests('number'), date: tests('date'), boolean: tests('boolean') };
}

async function decide(
  engine: Engine,
  { table, decimal }: KindsInput,
  ids: readonly string[],
  kind: Typed,
  tests: Tests,
): Promise<Map<string, ColumnKind>> {
  const counts = await countCells(engine, table, ids, {
    cells: (v) => `count(${v})`,
    agreeing: (v) => `count(*) FILTER (${tests.agrees(v)})`,
    words: (v) => `count(*) FILTER (${tests.isWord(v)})`,
    decimals: (v) => (kind === 'number' ? `max(${decimalsOf(v, decimal)})` : 'count(*)'),
  });
  const decided = new Map<string, ColumnKind>();
  for (const [id, { cells, agreeing, words, decimals }] of counts) {
    const isOfKind = agreeing > 0 && (agreeing + words === cells || (await mostValuesAgree(engine, table, id, tests)));
    if (cells === words) decided.set(id, { kind: 'empty' });
    else if (!isOfKind) decided.set(id, { kind: 'text' });
    else decided.set(id, kind === 'number' ? { kind, words, style: { decimal, decimals } } : { kind, words });
  }
  return decided;
}

async function mostValuesAgree(engine: Engine, table: string, id: string, { agrees, isWord }: Tests): Promise<boolean> {
  const [row] = await engine.rows<{ values: number; agreeing: number }>(
    `SELECT count(*) FILTER (NOT ${isWord(id)}) AS values, count(*) FILTER (${agrees(id)}) AS agreeing
     FROM (SELECT DISTINCT ${id} FROM ${table} WHERE ${id} IS NOT NULL)`,
  );
  return row !== undefined && row.agreeing >= AGREEMENT * row.values;
}
