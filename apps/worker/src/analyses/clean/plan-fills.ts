import { chunks } from '../shared/lists.ts';
import { numberValue, spellNumber } from '../shared/number-sql.ts';
import { COLUMNS_AT_ONCE, isToken, literal } from '../shared/sql.ts';
import type { TableColumn } from '../types.ts';
import { numberStatistics } from './number-statistics.ts';
import { settingsOf, tokenColumns } from './parameters.ts';
import type { Stage } from './rewrite.ts';
import type { CleanContext, CleanState } from './types.ts';

type Fill = CleanContext['parameters']['nulls']['strategy'];

export interface ColumnFill {
  readonly column: TableColumn;
  readonly blank: number;
  readonly tokens: number;
  readonly fill: Fill;
  readonly stages: readonly Stage[];
  /** Why the requested strategy cannot be used. */
  readonly obstacle?: string;
  /** The value for blank cells, if there is a single one. */
  readonly value?: string;
}

const emptied = (tokens: readonly string[]): Stage => ({
  reason: 'placeholder value cleared',
  sql: (v) => `CASE WHEN ${isToken(v, tokens)} THEN NULL ELSE ${v} END`,
});

/** The number of placeholder values to clear in each column, by column id. */
async function countWords(context: CleanContext, state: CleanState): Promise<ReadonlyMap<string, number>> {
  const { engine, parameters, facts } = context;
  const { tokens, token_columns } = parameters.nulls;
  const words = new Map<string, number>();
  const columns = await tokenColumns(context, state);
  if (token_columns === 'typed') {
    const kinds = await facts.kinds(state.table, tokens);
    for (const { id } of columns) {
      const kind = kinds.get(id);
      if (kind && 'words' in kind) words.set(id, kind.words);
    }
    return words;
  }
  for (const chunk of chunks(columns, COLUMNS_AT_ONCE)) {
    const counters = chunk.map(({ id }) => `count(*) FILTER (${isToken(id, tokens)}) AS ${id}`);
    const [row] = await engine.rows<Record<string, number>>(`SELECT ${counters.join(', ')} FROM ${state.table}`);
    for (const [id, count] of Object.entries(row ?? {})) words.set(id, count);
  }
  return words;
}

/** The fill strategy of each column with blank cells or placeholder values. */
export async function planFills(context: CleanContext, state: CleanState): Promise<ColumnFill[]> {
  const { strategy, columns } = context.parameters.nulls;
  const own = new Map(settingsOf(context.columns, columns).map(({ column, setting }) => [column.id, setting]));
  const blanks = await context.facts.blank(state);
  const words = await countWords(context, state);
  const plans: ColumnFill[] = [];
  for (const column of context.columns) {
    const blank = blanks.get(column.id) ?? 0;
    const tokens = words.get(column.id) ?? 0;
    if (blank + tokens === 0) continue;
    const fill = own.get(column.id) ?? strategy;
    const empty = tokens > 0 ? [emptied(context.parameters.nulls.tokens)] : [];
    const value = (empty[0]?.sql(column.id) ?? column.id) as string;
    const filled = await fillStage(context, state, column, value, fill);
    plans.push({ column, blank, tokens, fill, ...filled, stages: [...empty, ...(filled.stage ? [filled.stage] : [])] });
  }
  return plans;
}

type Filling = { readonly stage?: Stage; readonly value?: string; readonly obstacle?: string };

const constantStage = (value: string, reason: string): Filling => ({
  value,
  stage: { reason, sql: (v) => `coalesce(${v}, ${literal(value)})` },
});

async function fillStage(
  context: CleanContext,
  state: CleanState,
  column: TableColumn,
  value: string,
  fill: Fill,
): Promise<Filling> {
  switch (fill.strategy) {
    case 'none':
    case 'drop':
      return {};
    case 'constant':
      return constantStage(fill.constant ?? '', 'filled with the constant');
    case 'forward':
      return {
        stage: {
          reason: 'filled from the previous record',
          sql: (v) => `coalesce(${v}, last_value(${v} IGNORE NULLS) OVER (ORDER BY _row))`,
        },
      };
    case 'backward':
      return {
        stage: {
          reason: 'filled from the next record',
          sql: (v) =>
            `coalesce(${v}, first_value(${v} IGNORE NULLS) OVER (ORDER BY _row ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))`,
        },
      };
    case 'mode':
      return fillWithMode(context, state, value);
    default:
      return fillWithNumber(context, state, column, value, fill.strategy);
  }
}

async function fillWithMode({ engine }: CleanContext, { table }: CleanState, value: string): Promise<Filling> {
  const [most] = await engine.rows<{ v: string }>(
    `SELECT v FROM (SELECT ${value} AS v, _row FROM ${table}) WHERE v IS NOT NULL
     GROUP BY v ORDER BY count(*) DESC, min(_row) LIMIT 1`,
  );
  return most ? constantStage(most.v, 'filled with the most frequent value') : { obstacle: 'has no values' };
}

async function fillWithNumber(
  context: CleanContext,
  state: CleanState,
  { id }: TableColumn,
  value: string,
  strategy: 'mean' | 'median',
): Promise<Filling> {
  const kind = (await context.facts.kinds(state.table, context.parameters.nulls.tokens)).get(id);
  if (kind?.kind !== 'number') return { obstacle: 'is not numeric' };
  const numbers = { id, value: () => numberValue(value, kind.style.decimal) };
  const statistics = (await numberStatistics(context.engine, state, [numbers], [0.5])).get(id);
  const number = strategy === 'mean' ? statistics?.mean : statistics?.quantiles[0];
  if (number === undefined || number === null) return { obstacle: `has no finite ${strategy}` };
  return constantStage(spellNumber(number, kind.style, kind.style.decimals + 2), `filled with the ${strategy}`);
}
