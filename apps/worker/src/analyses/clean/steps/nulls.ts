import { count, counted, named, percent } from '../../shared/wording.ts';
import type { TableColumn } from '../../types.ts';
import { settingsOf } from '../columns.ts';
import { dropRows } from '../drop-rows.ts';
import { numberValue, spellNumber } from '../number-sql.ts';
import { numberStatistics } from '../number-statistics.ts';
import { type CellRewrite, countRewrites, rewriteCells, type Stage } from '../rewrite.ts';
import { COLUMNS_AT_ONCE, chunks, isToken, literal } from '../sql.ts';
import { tokenColumns } from '../token-columns.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';
import { dropDuplicateRows } from './duplicates.ts';

type Fill = CleanContext['parameters']['nulls']['strategy'];

interface ColumnPlan {
  readonly column: TableColumn;
  readonly blank: number;
  readonly tokens: number;
  readonly fill: Fill;
  readonly stages: readonly Stage[];
  /** Why the strategy asked for cannot be followed. */
  readonly obstacle?: string;
  /** What is written into blank cells, where it is one value. */
  readonly value?: string;
}

const emptied = (tokens: readonly string[]): Stage => ({
  reason: 'word for no value emptied',
  sql: (v) => `CASE WHEN ${isToken(v, tokens)} THEN NULL ELSE ${v} END`,
});

/** Blank cells and words for "no value" of each column; the words only where they are to be emptied. */
async function countBlank(context: CleanContext, state: CleanState) {
  const wordy = new Set((await tokenColumns(context, state)).map(({ id }) => id));
  const counts = new Map<string, { blank: number; tokens: number }>();
  for (const chunk of chunks(context.columns, COLUMNS_AT_ONCE)) {
    const counters = chunk.map(({ id }) => {
      const words = wordy.has(id) ? `count(*) FILTER (${isToken(id, context.parameters.nulls.tokens)})` : '0';
      return `count(*) - count(${id}) AS ${id}_b, ${words} AS ${id}_t`;
    });
    const [row = {}] = await context.engine.rows<Record<string, number>>(
      `SELECT ${counters.join(', ')} FROM ${state.table}`,
    );
    for (const { id } of chunk) counts.set(id, { blank: row[`${id}_b`] ?? 0, tokens: row[`${id}_t`] ?? 0 });
  }
  return counts;
}

async function plan(context: CleanContext, state: CleanState): Promise<ColumnPlan[]> {
  const { strategy, columns } = context.parameters.nulls;
  const own = new Map(settingsOf(context.columns, columns).map(({ column, setting }) => [column.id, setting]));
  const counts = await countBlank(context, state);
  const plans: ColumnPlan[] = [];
  for (const column of context.columns) {
    const { blank = 0, tokens = 0 } = counts.get(column.id) ?? {};
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
          reason: 'filled from the row before',
          sql: (v) => `coalesce(${v}, last_value(${v} IGNORE NULLS) OVER (ORDER BY _row))`,
        },
      };
    case 'backward':
      return {
        stage: {
          reason: 'filled from the row after',
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
  return most ? constantStage(most.v, 'filled with the most frequent value') : { obstacle: 'has no value at all' };
}

async function fillWithNumber(
  context: CleanContext,
  state: CleanState,
  { id }: TableColumn,
  value: string,
  strategy: 'mean' | 'median',
): Promise<Filling> {
  const kind = (await context.facts.kinds(state.table, context.parameters.nulls.tokens)).get(id);
  if (kind?.kind !== 'number') return { obstacle: 'is no column of numbers' };
  const [statistics] = await numberStatistics(context.engine, state, [numberValue(value, kind.style.decimal)], [0.5]);
  const number = strategy === 'mean' ? statistics?.mean : statistics?.quantiles[0];
  if (number === undefined || number === null) return { obstacle: `has no finite ${strategy}` };
  return constantStage(spellNumber(number, kind.style, kind.style.decimals + 2), `filled with the ${strategy}`);
}

/** `_row, reason` of the rows with a blank cell in a column whose strategy is to drop them. */
function blankRows(plans: readonly ColumnPlan[], table: string, tokens?: readonly string[]): string | undefined {
  const dropping = plans.filter(({ fill }) => fill.strategy === 'drop');
  if (dropping.length === 0) return undefined;
  const blank = ({ id }: TableColumn): string =>
    tokens ? `(${id} IS NULL OR ${isToken(id, tokens)})` : `${id} IS NULL`;
  const names = dropping.map(({ column }) => `CASE WHEN ${blank(column)} THEN ${literal(column.name)} END`);
  return `SELECT _row, 'null in ' || names AS reason
    FROM (SELECT _row, concat_ws(', ', ${names.join(', ')}) AS names FROM ${table}) WHERE names <> ''`;
}

const rewritesOf = (plans: readonly ColumnPlan[]): CellRewrite[] =>
  plans.filter(({ stages }) => stages.length > 0).map(({ column, stages }) => ({ column, stages }));

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

/** Empties words for "no value", and fills or drops what is blank where that is asked for. */
export const nulls: CleanStep = {
  key: 'nulls',
  title: 'Missing values',
  async estimate(context, state) {
    const plans = await plan(context, state);
    const counts = await countRewrites(context, state, rewritesOf(plans));
    const words = plans.filter(({ tokens }) => tokens > 0).length > 0 ? context.parameters.nulls.tokens : undefined;
    const dropping = blankRows(plans, state.table, words);
    const [row] = dropping ? await context.engine.rows<{ n: number }>(`SELECT count(*) AS n FROM (${dropping})`) : [];
    return { cells: sum(counts.values()), rows: row?.n ?? 0 };
  },
  async run(context, state, output) {
    const plans = await plan(context, state);
    const dear = plans.some(({ fill }) => fill.strategy === 'forward' || fill.strategy === 'backward');
    const rewritten = await rewriteCells(context, state, output, rewritesOf(plans), { stored: dear });
    await noteWords(context, state, output.issues, plans);
    const dropping = blankRows(plans, rewritten.state.table);
    const dropped = dropping
      ? await dropRows(context, rewritten.state, output, dropping)
      : { state: rewritten.state, dropped: 0 };
    const alike =
      rewritten.total > 0
        ? await dropDuplicateRows(context, dropped.state, output)
        : { state: dropped.state, dropped: 0 };
    const left =
      dropped.dropped + alike.dropped > 0 || rewritten.total > 0 ? await countBlank(context, alike.state) : undefined;
    const by_column = plans.map(({ column, blank, tokens, fill, value, obstacle }) => ({
      column: column.name,
      blank_before: blank,
      words_for_no_value: tokens,
      strategy: fill.strategy,
      ...(value === undefined ? {} : { filled_with: value }),
      ...(obstacle === undefined ? {} : { obstacle: `${column.name} ${obstacle}` }),
      blank_after: left?.get(column.id)?.blank ?? blank,
    }));
    return {
      state: alike.state,
      before: {
        rows: state.rows,
        blank_cells: sum(plans.map(({ blank }) => blank)),
        words_for_no_value: sum(plans.map(({ tokens }) => tokens)),
      },
      after: {
        rows: alike.state.rows,
        blank_cells: sum(by_column.map(({ blank_after }) => blank_after)),
        words_for_no_value: 0,
        cells_changed: rewritten.total,
        rows_dropped: dropped.dropped,
        duplicate_rows_dropped: alike.dropped,
      },
      findings: { by_column },
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          { header: 'Blank before', type: 'integer' },
          { header: 'Words for no value', type: 'integer' },
          { header: 'Strategy', type: 'text' },
          { header: 'Filled with', type: 'text' },
          { header: 'Blank after', type: 'integer' },
        ],
        rows: by_column.map((c) => [
          c.column,
          c.blank_before,
          c.words_for_no_value,
          c.strategy,
          c.filled_with ?? null,
          c.blank_after,
        ]),
      },
      issues: plans.flatMap((p) => issuesOf(p, state.rows)),
      recommendations: plans.flatMap((p) => recommendationsOf(p, state.rows)),
    };
  },
};

async function noteWords(
  { engine, parameters }: CleanContext,
  { table }: CleanState,
  issues: string,
  plans: readonly ColumnPlan[],
) {
  for (const { column } of plans.filter(({ tokens }) => tokens > 0)) {
    await engine.run(`INSERT INTO ${issues}
      SELECT _row, ${literal(column.name)}, 'word_for_no_value', 'info', 'says that there is no value', ${column.id}
      FROM ${table} WHERE ${isToken(column.id, parameters.nulls.tokens)}`);
  }
}

function issuesOf({ column, blank, tokens, obstacle, fill }: ColumnPlan, rows: number) {
  const share = (blank + tokens) / rows;
  const words = tokens > 0 ? ` (${count(tokens)} of them say so in a word)` : '';
  return [
    {
      field_name: column.name,
      issue_type: 'missing_values',
      severity: share > 0.5 ? ('high' as const) : share > 0.05 ? ('medium' as const) : ('low' as const),
      message: `${named([column.name])} has no value in ${count(blank + tokens)} of ${counted(rows, 'row')}${words}.`,
    },
    ...(obstacle
      ? [
          {
            field_name: column.name,
            issue_type: 'strategy_impossible',
            severity: 'medium' as const,
            message: `${named([column.name])} ${obstacle}, so ${fill.strategy} could not be used.`,
          },
        ]
      : []),
  ];
}

function recommendationsOf({ column, blank, tokens, fill }: ColumnPlan, rows: number) {
  const share = (blank + tokens) / rows;
  if (fill.strategy !== 'none' || share < 0.05) return [];
  const blankIn = `${named([column.name])} is blank in ${percent(blank + tokens, rows)} of the rows`;
  return [
    {
      field_name: column.name,
      priority: share > 0.5 ? ('high' as const) : ('medium' as const),
      recommendation:
        share > 0.9
          ? `${blankIn}: ask whether the column is still filled in at its source.`
          : `${blankIn}: choose nulls.columns for it, or ask its source for the values.`,
      timeline: share > 0.5 ? 'before the data is used' : 'with the next delivery',
    },
  ];
}
