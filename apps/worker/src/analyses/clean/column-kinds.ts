import type { Engine } from '../engine.ts';
import type { TableColumn } from '../types.ts';
import { isDateText } from './date-sql.ts';
import { decimalsOf, isNumberText, type NumberStyle } from './number-sql.ts';
import { COLUMNS_AT_ONCE, chunks, isToken, literal } from './sql.ts';

/** What the values of a column are, words for "no value" left out; those are counted in columns that have a type. */
export type ColumnKind =
  | { readonly kind: 'number'; readonly style: NumberStyle; readonly words: number }
  | { readonly kind: 'date' | 'boolean'; readonly words: number }
  | { readonly kind: 'text' | 'empty' };

interface KindsInput {
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly tokens: readonly string[];
  readonly decimalComma: boolean;
}

/** Different values of a column that must be of its kind. Equal rows may come and go without changing the answer. */
const AGREEMENT = 0.9;
/** Rows that are looked at to find the kinds that are worth a look at every row. */
const SAMPLE_ROWS = 2_000;

const typedKinds = ['number', 'date', 'boolean'] as const;
type Typed = (typeof typedKinds)[number];
const BOOLEANS = `'\\s*(?i:true|false|yes|no|y|n)\\s*'`;

const looks = (kind: Typed, value: string, comma: boolean): string => {
  if (kind === 'number') return isNumberText(value, comma ? ',' : '.');
  return kind === 'date' ? isDateText(value) : `regexp_full_match(${value}, ${BOOLEANS})`;
};

/** Finds what each column holds: a sample proposes, all rows decide. Deterministic: the sample is every n-th row. */
export async function findKinds(engine: Engine, input: KindsInput): Promise<Map<string, ColumnKind>> {
  const proposed = await propose(engine, input);
  const kinds = new Map<string, ColumnKind>();
  const typed: { readonly id: string; readonly kind: Typed }[] = [];
  for (const [id, kind] of proposed) {
    if (kind === 'text' || kind === 'empty') kinds.set(id, { kind });
    else typed.push({ id, kind });
  }
  const tests = await testsOf(engine, input);
  for (const chunk of chunks(typed, COLUMNS_AT_ONCE)) {
    for (const [id, kind] of await decide(engine, input, chunk, tests)) kinds.set(id, kind);
  }
  return kinds;
}

async function propose(engine: Engine, { table, columns, tokens, decimalComma }: KindsInput) {
  const [last] = await engine.rows<{ n: number }>(`SELECT coalesce(max(_row), 0) AS n FROM ${table}`);
  const every = Math.max(1, Math.floor((last?.n ?? 0) / SAMPLE_ROWS));
  const proposed = new Map<string, Typed | 'text' | 'empty'>();
  for (const chunk of chunks(columns, COLUMNS_AT_ONCE)) {
    const values = chunk.map(({ id }) => `CASE WHEN NOT ${isToken(id, tokens)} THEN ${id} END AS ${id}`);
    const counters = chunk.map(({ id }) => {
      const counted = typedKinds.map((kind) => `count(*) FILTER (${looks(kind, id, decimalComma)}) AS ${id}_${kind}`);
      return [`count(${id}) AS ${id}_n`, ...counted].join(', ');
    });
    const [row = {}] = await engine.rows<Record<string, number>>(
      `SELECT ${counters.join(', ')} FROM (SELECT ${values.join(', ')} FROM ${table} WHERE _row % ${every} = 0)`,
    );
    for (const { id } of chunk) proposed.set(id, proposal(row, id, every > 1));
  }
  return proposed;
}

/** The kind that half of the sample has. A column that is blank in a mere sample may be anything: numbers are tried. */
function proposal(row: Record<string, number>, id: string, partial: boolean): Typed | 'text' | 'empty' {
  const filled = row[`${id}_n`] ?? 0;
  if (filled === 0) return partial ? 'number' : 'empty';
  const counts = typedKinds.map((kind) => ({ kind, count: row[`${id}_${kind}`] ?? 0 }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count * 2 >= filled ? best.kind : 'text';
}

type Test = (value: string) => string;
interface Tests {
  /** A value of that kind, and no word for "no value". */
  readonly agrees: Test;
  /** A word for "no value". */
  readonly isWord: Test;
}

/** Words that look like a value themselves, such as -999, are looked for in every cell; others where there is no value. */
async function testsOf(engine: Engine, { tokens, decimalComma }: KindsInput): Promise<Record<Typed, Tests>> {
  const words = tokens.length > 0 ? tokens.map((token) => `(${literal(token)})`).join(', ') : '(NULL)';
  const [alike] = await engine.rows<Record<Typed, boolean | null>>(
    `SELECT ${typedKinds.map((kind) => `bool_or(${looks(kind, 'w', decimalComma)}) AS ${kind}`).join(', ')}
     FROM (VALUES ${words}) AS words(w)`,
  );
  const tests = (kind: Typed): Tests => {
    const isKind: Test = (v) => looks(kind, v, decimalComma);
    const isWord: Test = (v) => isToken(v, tokens);
    return alike?.[kind]
      ? { agrees: (v) => `(${isKind(v)} AND NOT ${isWord(v)})`, isWord }
      : { agrees: isKind, isWord: (v) => `(NOT ${isKind(v)} AND ${isWord(v)})` };
  };
  return { number: tests('number'), date: tests('date'), boolean: tests('boolean') };
}

async function decide(
  engine: Engine,
  { table, decimalComma }: KindsInput,
  columns: readonly { readonly id: string; readonly kind: Typed }[],
  tests: Record<Typed, Tests>,
): Promise<Map<string, ColumnKind>> {
  const decimal = decimalComma ? ',' : '.';
  const counters = columns.map(({ id, kind }) => {
    const { agrees, isWord } = tests[kind];
    const decimals = kind === 'number' ? `max(${decimalsOf(id, decimal)})` : '0';
    return `count(${id}) AS ${id}_n, count(*) FILTER (${agrees(id)}) AS ${id}_k,
      count(*) FILTER (${isWord(id)}) AS ${id}_w, ${decimals} AS ${id}_d`;
  });
  const [row = {}] = await engine.rows<Record<string, number>>(`SELECT ${counters.join(', ')} FROM ${table}`);
  const decided = new Map<string, ColumnKind>();
  for (const { id, kind } of columns) {
    const [cells = 0, agreeing = 0, words = 0, decimals = 0] = [
      row[`${id}_n`],
      row[`${id}_k`],
      row[`${id}_w`],
      row[`${id}_d`] ?? 0,
    ];
    const isOfKind =
      agreeing > 0 && (agreeing + words === cells || (await mostValuesAgree(engine, table, id, tests[kind])));
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
