import type { Engine } from '../engine.ts';
import type { TableColumn } from '../types.ts';
import { isDateText } from './date-sql.ts';
import { decimalsOf, isNumberText, type NumberStyle } from './number-sql.ts';
import { COLUMNS_AT_ONCE, chunks, isToken } from './sql.ts';

/** What the values of a column are, words for "no value" left out. */
export type ColumnKind =
  | { readonly kind: 'number'; readonly style: NumberStyle }
  | { readonly kind: 'date' | 'boolean' | 'text' | 'empty' };

interface KindsInput {
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly tokens: readonly string[];
  readonly decimalComma: boolean;
}

/** Different values of a column that must be of its kind. Equal rows may come and go without changing the answer. */
const AGREEMENT = 0.9;
/** Cells that are looked at to find the kinds that are worth a look at every row. */
const SAMPLE_CELLS = 1_000_000;

type Typed = 'number' | 'date' | 'boolean';
const BOOLEANS = `('true', 'false', 'yes', 'no', 'y', 'n')`;

const test = (kind: Typed, value: string, comma: boolean): string => {
  if (kind === 'number') return isNumberText(value, comma ? ',' : '.');
  return kind === 'date' ? isDateText(value) : `lower(trim(${value})) IN ${BOOLEANS}`;
};

/** Finds what each column holds: a sample proposes, all rows decide. Deterministic: the sample is every n-th row. */
export async function findKinds(engine: Engine, input: KindsInput): Promise<Map<string, ColumnKind>> {
  const kinds = new Map<string, ColumnKind>();
  const proposed = await propose(engine, input);
  for (const [id, kind] of proposed) {
    if (kind === 'text' || kind === 'empty') kinds.set(id, { kind });
  }
  const typed = [...proposed].flatMap(([id, kind]) => (kind === 'text' || kind === 'empty' ? [] : [{ id, kind }]));
  for (const chunk of chunks(typed, COLUMNS_AT_ONCE)) await decide(engine, input, chunk, kinds);
  return kinds;
}

async function propose(engine: Engine, { table, columns, tokens, decimalComma }: KindsInput) {
  const [size] = await engine.rows<{ n: number }>(`SELECT coalesce(max(_row), 0) AS n FROM ${table}`);
  const sampled = Math.min(10_000, Math.max(500, Math.floor(SAMPLE_CELLS / columns.length)));
  const every = Math.max(1, Math.floor((size?.n ?? 0) / sampled));
  const proposed = new Map<string, Typed | 'text' | 'empty'>();
  for (const chunk of chunks(columns, COLUMNS_AT_ONCE)) {
    const counters = chunk.map(({ id }) => {
      const value = `(NOT ${isToken(id, tokens)})`;
      const count = (kind: Typed): string =>
        `count(*) FILTER (${value} AND ${test(kind, id, decimalComma)}) AS ${id}_${kind}`;
      return `count(${id}) FILTER (${value}) AS ${id}_n, ${count('number')}, ${count('date')}, ${count('boolean')}`;
    });
    const [row = {}] = await engine.rows<Record<string, number>>(
      `SELECT ${counters.join(', ')} FROM ${table} WHERE _row % ${every} = 0`,
    );
    for (const { id } of chunk) proposed.set(id, proposal(row, id, every > 1));
  }
  return proposed;
}

/** The kind that half of the sample has. A column that is blank in a mere sample may be anything: numbers are tried. */
function proposal(row: Record<string, number>, id: string, partial: boolean): Typed | 'text' | 'empty' {
  const filled = row[`${id}_n`] ?? 0;
  if (filled === 0) return partial ? 'number' : 'empty';
  const counts = (['number', 'date', 'boolean'] as const).map((kind) => ({ kind, count: row[`${id}_${kind}`] ?? 0 }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count * 2 >= filled ? best.kind : 'text';
}

async function decide(
  engine: Engine,
  { table, tokens, decimalComma }: KindsInput,
  columns: readonly { readonly id: string; readonly kind: Typed }[],
  kinds: Map<string, ColumnKind>,
): Promise<void> {
  const decimal = decimalComma ? ',' : '.';
  const counters = columns.map(({ id, kind }) => {
    const decimals = kind === 'number' ? `max(${decimalsOf(id, decimal)})` : '0';
    return `count(${id}) FILTER (NOT ${isToken(id, tokens)}) AS ${id}_n,
      count(*) FILTER (${test(kind, id, decimalComma)} AND NOT ${isToken(id, tokens)}) AS ${id}_k, ${decimals} AS ${id}_d`;
  });
  const [row = {}] = await engine.rows<Record<string, number>>(`SELECT ${counters.join(', ')} FROM ${table}`);
  for (const { id, kind } of columns) {
    const [filled = 0, agreeing = 0, decimals = 0] = [row[`${id}_n`], row[`${id}_k`], row[`${id}_d`] ?? 0];
    const agrees =
      agreeing === filled ||
      (agreeing > 0 && (await distinctAgreement(engine, { table, tokens, decimalComma }, id, kind)));
    const holds = filled === 0 ? 'empty' : agrees ? kind : 'text';
    kinds.set(id, holds === 'number' ? { kind: holds, style: { decimal, decimals } } : { kind: holds });
  }
}

async function distinctAgreement(
  engine: Engine,
  { table, tokens, decimalComma }: Omit<KindsInput, 'columns'>,
  id: string,
  kind: Typed,
): Promise<boolean> {
  const [row] = await engine.rows<{ values: number; agreeing: number }>(
    `SELECT count(*) AS values, count(*) FILTER (${test(kind, id, decimalComma)}) AS agreeing
     FROM (SELECT DISTINCT ${id} FROM ${table} WHERE ${id} IS NOT NULL AND NOT ${isToken(id, tokens)})`,
  );
  return row !== undefined && row.agreeing >= AGREEMENT * row.values;
}
