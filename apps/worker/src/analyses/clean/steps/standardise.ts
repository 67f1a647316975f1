import { isoDate } from '../../shared/date-sql.ts';
import { chunks } from '../../shared/lists.ts';
import { literal, SPACE, trimmed } from '../../shared/sql.ts';
import { counted, named } from '../../shared/wording.ts';
import type { TableColumn } from '../../types.ts';
import { columnsNamed, settingsOf } from '../parameters.ts';
import { dateOrderOf } from '../readings.ts';
import { type CellRewrite, type PlannedRewrites, planRewrites, rewriteOnly, type Stage } from '../rewrite.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';
import { unicodeStages } from '../unicode-stages.ts';

const trim: Stage = { reason: 'whitespace trimmed', sql: trimmed };
const collapse: Stage = {
  reason: 'whitespace collapsed',
  sql: (v) =>
    `CASE WHEN regexp_matches(${v}, '${SPACE}{2}|[^\\S ]') THEN regexp_replace(${v}, '${SPACE}+', ' ', 'g') ELSE ${v} END`,
};
const WORD = String.raw`[\pL\pM\pN''’]+`;
const cases: Readonly<Record<'lower' | 'upper' | 'title', (v: string) => string>> = {
  lower: (v) => `lower(${v})`,
  upper: (v) => `upper(${v})`,
  title: (v) => `array_to_string(list_transform(regexp_extract_all(${v}, '${WORD}|[^\\pL\\pM\\pN''’]+'),
    lambda word: upper(word[1]) || lower(word[2:])), '')`,
};
/** Synonyms per CASE expression. */
const SYNONYMS_AT_ONCE = 200;

const synonymStages = (map: Readonly<Record<string, string>>): Stage[] =>
  chunks(Object.entries(map), SYNONYMS_AT_ONCE).map((entries) => ({
    reason: 'synonym replaced',
    sql: (v) =>
      `CASE ${v} ${entries.map(([from, to]) => `WHEN ${literal(from)} THEN nullif(${literal(to)}, '')`).join(' ')} ELSE ${v} END`,
  }));

const plan = (context: CleanContext, state: CleanState): Promise<PlannedRewrites> =>
  context.facts.ofTable('standardise', state.table, async () =>
    planRewrites(context, state, await rewritesOf(context, state)),
  );

/** Whitespace before synonyms and dates, so that cleaning the result again changes nothing. */
async function rewritesOf(context: CleanContext, state: CleanState): Promise<CellRewrite[]> {
  const asked = context.parameters.standardise;
  const stages = new Map<string, Stage[]>();
  const add = ({ id }: TableColumn, more: readonly Stage[]) => stages.set(id, [...(stages.get(id) ?? []), ...more]);
  const unicode = settingsOf(context.columns, asked.unicode);
  const casing = settingsOf(context.columns, asked.case);

  for (const { column, setting } of unicode) add(column, await unicodeStages(context.engine, state, column, setting));
  for (const { column, setting } of casing) add(column, [{ reason: `${setting} case`, sql: cases[setting] }]);
  for (const { column, setting } of unicode) {
    if (casing.some((other) => other.column === column))
      add(column, await unicodeStages(context.engine, state, column, setting));
  }
  for (const column of columnsNamed(context.columns, asked.collapse_spaces)) add(column, [collapse]);
  if (asked.trim) {
    const remarkable = await context.facts.remarkable(state.table);
    const spaced = ({ id }: TableColumn): boolean => (remarkable.get(id) ?? 0) > 0 || stages.has(id);
    for (const column of context.columns) if (spaced(column)) add(column, [trim]);
  }
  for (const { column, setting } of settingsOf(context.columns, asked.synonyms)) add(column, synonymStages(setting));
  for (const column of columnsNamed(context.columns, asked.dates)) {
    const order = await dateOrderOf(context, state, column.id);
    add(column, [{ reason: 'date converted to ISO 8601', sql: (v) => isoDate(v, order) }]);
  }
  return context.columns.flatMap((column) => {
    const own = stages.get(column.id);
    return own ? [{ column, stages: own }] : [];
  });
}

/** Trims whitespace, and standardizes Unicode, case, inner whitespace, synonyms and dates in the columns that are named. */
export const standardise: CleanStep<'standardise'> = {
  key: 'standardise',
  title: 'Standardization',
  idle: ({ standardise: { trim, collapse_spaces, dates, ...records } }) =>
    trim ||
    [collapse_spaces, dates, ...[records.unicode, records.case, records.synonyms].map(Object.keys)].some(
      (l) => l.length > 0,
    )
      ? undefined
      : 'nothing to standardize',
  async estimate(context, state) {
    return { cells: (await plan(context, state)).total, rows: 0 };
  },
  async run(context, state, output) {
    return {
      ...(await rewriteOnly(context, state, output, await plan(context, state))),
      issues: await spaceIssues(context, output.changes),
    };
  },
};

async function spaceIssues({ engine }: CleanContext, changes: string) {
  const rows = await engine.rows<{ column_name: string; n: number }>(
    `SELECT column_name, count(*) AS n FROM ${changes} WHERE contains(reason, '${trim.reason}')
     GROUP BY column_name ORDER BY n DESC, column_name`,
  );
  return rows.map(({ column_name, n }) => ({
    field_name: column_name,
    issue_type: 'outer_space',
    severity: 'low' as const,
    message: `Trimmed whitespace in ${counted(n, 'cell')} of ${named([column_name])}.`,
  }));
}
