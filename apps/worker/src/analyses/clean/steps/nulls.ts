import { isToken, literal } from '../../shared/sql.ts';
import { count, counted, named, percent } from '../../shared/wording.ts';
import type { TableColumn } from '../../types.ts';
import { type ColumnFill, planFills } from '../plan-fills.ts';
import { type CellRewrite, dropRows, planRewrites, rewriteCells } from '../rewrite.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';
import { dropDuplicateRows } from './duplicates.ts';

/** `_row, reason` of the rows with a blank cell in a column whose strategy is to drop them. */
function blankRows(plans: readonly ColumnFill[], table: string, tokens?: readonly string[]): string | undefined {
  const dropping = plans.filter(({ fill }) => fill.strategy === 'drop');
  if (dropping.length === 0) return undefined;
  const blank = ({ id }: TableColumn): string =>
    tokens ? `(${id} IS NULL OR ${isToken(id, tokens)})` : `${id} IS NULL`;
  const names = dropping.map(({ column }) => `CASE WHEN ${blank(column)} THEN ${literal(column.name)} END`);
  return `SELECT _row, 'blank in ' || names AS reason
    FROM (SELECT _row, concat_ws(', ', ${names.join(', ')}) AS names FROM ${table}) WHERE names <> ''`;
}

const rewritesOf = (plans: readonly ColumnFill[]): CellRewrite[] =>
  plans.filter(({ stages }) => stages.length > 0).map(({ column, stages }) => ({ column, stages }));

const plan = (context: CleanContext, state: CleanState) =>
  context.facts.ofTable('nulls', state.table, async () => {
    const plans = await planFills(context, state);
    return { plans, ...(await planRewrites(context, state, rewritesOf(plans))) };
  });

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

/** Clears placeholder values, and fills blank cells or drops their rows in columns with such a strategy. */
export const nulls: CleanStep<'nulls'> = {
  key: 'nulls',
  title: 'Missing values',
  async estimate(context, state) {
    const { plans, total } = await plan(context, state);
    const words = plans.filter(({ tokens }) => tokens > 0).length > 0 ? context.parameters.nulls.tokens : undefined;
    const dropping = blankRows(plans, state.table, words);
    const [row] = dropping ? await context.engine.rows<{ n: number }>(`SELECT count(*) AS n FROM (${dropping})`) : [];
    return { cells: total, rows: row?.n ?? 0 };
  },
  async run(context, state, output) {
    const { plans, ...planned } = await plan(context, state);
    const dear = plans.some(({ fill }) => fill.strategy === 'forward' || fill.strategy === 'backward');
    const rewritten = await rewriteCells(context, state, output, planned, { stored: dear });
    await noteWords(context, state, output.issues, plans);
    const dropping = blankRows(plans, rewritten.state.table);
    const dropped = dropping
      ? await dropRows(context, rewritten.state, output, dropping)
      : { state: rewritten.state, dropped: 0 };
    const alike =
      rewritten.total > 0
        ? await dropDuplicateRows(context, dropped.state, output)
        : { state: dropped.state, dropped: 0 };
    const left = await context.facts.blank(alike.state);
    const by_column = plans.map(({ column, blank, tokens, fill, value, obstacle }) => ({
      column: column.name,
      blank_before: blank,
      words_for_no_value: tokens,
      strategy: fill.strategy,
      ...(value === undefined ? {} : { filled_with: value }),
      ...(obstacle === undefined ? {} : { obstacle: `${column.name} ${obstacle}` }),
      blank_after: left.get(column.id) ?? 0,
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
          { header: 'Placeholder values', type: 'integer' },
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
  plans: readonly ColumnFill[],
) {
  for (const { column } of plans.filter(({ tokens }) => tokens > 0)) {
    await engine.run(`INSERT INTO ${issues}
      SELECT _row, ${literal(column.name)}, 'word_for_no_value', 'info', 'is a placeholder value', ${column.id}
      FROM ${table} WHERE ${isToken(column.id, parameters.nulls.tokens)}`);
  }
}

function issuesOf({ column, blank, tokens, obstacle, fill }: ColumnFill, rows: number) {
  const share = (blank + tokens) / rows;
  const words = tokens > 0 ? ` (${count(tokens)} as placeholder values)` : '';
  return [
    {
      field_name: column.name,
      issue_type: 'missing_values',
      severity: share > 0.5 ? ('high' as const) : share > 0.05 ? ('medium' as const) : ('low' as const),
      message: `${named([column.name])} is blank in ${count(blank + tokens)} of ${counted(rows, 'record')}${words}.`,
    },
    ...(obstacle
      ? [
          {
            field_name: column.name,
            issue_type: 'strategy_impossible',
            severity: 'medium' as const,
            message: `${named([column.name])} ${obstacle}, so the strategy ${fill.strategy} was not applied.`,
          },
        ]
      : []),
  ];
}

function recommendationsOf({ column, blank, tokens, fill }: ColumnFill, rows: number) {
  const share = (blank + tokens) / rows;
  if (fill.strategy !== 'none' || share < 0.05) return [];
  const blankIn = `${named([column.name])} is blank in ${percent(blank + tokens, rows)} of the records`;
  return [
    {
      field_name: column.name,
      priority: share > 0.5 ? ('high' as const) : ('medium' as const),
      recommendation:
        share > 0.9
          ? `${blankIn}. Check whether its source still provides this column.`
          : `${blankIn}. Set nulls.columns for it, or get the values from its source.`,
      timeline: share > 0.5 ? 'before using the data' : 'with the next delivery',
    },
  ];
}
