import { excerpt } from '@sluice/core';
import type { Engine } from '../../engine.ts';
import { endsInWord } from '../../shared/column-names.ts';
import { ratio } from '../../shared/number-sql.ts';
import type { RowIssueQuery } from '../../shared/row-issues.ts';
import { count, counted, named, percent, the, VALUE_LENGTH } from '../../shared/wording.ts';
import type { ColumnFacts, Profile, ProfileStep } from '../types.ts';

/** Share of distinct values from which a column is nearly unique. */
const NEAR = 0.95;
/** The same for columns that are named like a key. */
const NEAR_IF_NAMED = 0.8;
const isKeyName = endsInWord([
  ...['id', 'uuid', 'guid', 'key', 'code', 'no', 'nr', 'number', 'sku', 'ean', 'isbn', 'iban', 'identifier'],
]);
/** Minimum number of non-empty cells to call a column a key or nearly unique. */
const ENOUGH = 10;
const DUPLICATES = 'profile_duplicates';
/** Minimum share of rows with a unique value for excluding those rows before the search. */
const MOSTLY = 0.5;
const HASHES = 'profile_hashes';

type Role = 'constant' | 'key' | 'nearly_unique' | 'none';

function roleOf({ name, distinct, rows, values, nulls, type }: ColumnFacts): Role {
  const near = isKeyName(name) ? NEAR_IF_NAMED : NEAR;
  const filled = rows - nulls;
  if (values > 1 && distinct === 1) return 'constant';
  if (type === 'number' || filled < ENOUGH) return 'none';
  if (distinct === rows) return 'key';
  return distinct >= near * filled && distinct < filled ? 'nearly_unique' : 'none';
}

/** Texts such as names and remarks are often nearly unique without being a key. */
const looksLikeKey = ({ name, type }: ColumnFacts): boolean => isKeyName(name) || type === 'integer' || type === 'uuid';

/** Duplicate rows, columns that could be a key or nearly are one, and columns that never change. */
export const uniquenessStep: ProfileStep<'uniqueness'> = {
  key: 'uniqueness',
  title: 'Uniqueness',
  parameters: { nearly_unique: NEAR, nearly_unique_if_named_like_a_key: NEAR_IF_NAMED },
  async run(profile) {
    const duplicates = await countDuplicateRows(profile);
    profile.duplicateRows = duplicates.rows;
    const { rows } = profile.source;
    const roles = profile.columns.map((column) => ({ column, role: roleOf(column) }));
    const of = (role: Role): ColumnFacts[] => roles.filter((one) => one.role === role).map(({ column }) => column);
    const [keys, near, constant] = [of('key'), of('nearly_unique'), of('constant')];
    const repeated = ({ rows, nulls, distinct }: ColumnFacts): number => rows - nulls - distinct;
    profile.brokenKeys = near
      .filter(looksLikeKey)
      .map((column) => ({ column, repeated: repeated(column) }))
      .toSorted((a, b) => b.repeated - a.repeated);
    const repeatedIssues: RowIssueQuery[] = [];
    for (const column of near) repeatedIssues.push(await repeatedIssue(profile, column));
    return {
      numbers: {
        duplicate_rows: duplicates.rows,
        duplicate_groups: duplicates.groups,
        key_columns: keys.length,
        nearly_unique_columns: near.length,
        constant_columns: constant.length,
      },
      findings: {
        duplicate_rows: duplicates.rows,
        duplicate_groups: duplicates.groups,
        duplicate_share: ratio(duplicates.rows, rows),
        key_candidates: keys.map(({ label }) => label),
        nearly_unique: near.map((column) => ({ column: column.label, repeated: repeated(column) })),
        constant: constant.map(({ label, top }) => ({ column: label, value: top[0]?.value ?? '' })),
      },
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          { header: 'Distinct', type: 'integer' },
          { header: 'Share of filled', type: 'percent' },
          { header: 'Unique', type: 'integer' },
          { header: 'Role', type: 'text' },
        ],
        rows: roles.map(({ column, role }) => [
          column.label,
          column.distinct,
          ratio(column.distinct, column.rows - column.nulls),
          column.singles,
          role === 'none' ? null : role.replace('_', ' '),
        ]),
      },
      alerts: [
        ...(duplicates.rows === 0
          ? []
          : [
              {
                severity: duplicates.rows > 0.01 * rows ? ('high' as const) : ('medium' as const),
                category: 'uniqueness',
                message: `${counted(duplicates.rows, 'record repeats', 'records repeat')} an earlier one in every cell (${percent(duplicates.rows, rows)} of ${count(rows)}).`,
                affected_fields_count: profile.columns.length,
                recommendation: `Drop ${the(duplicates.rows, 'repeated record')} unless duplicates are legitimate.`,
              },
            ]),
        ...(near.length === 0
          ? []
          : [
              {
                severity: 'medium' as const,
                category: 'uniqueness',
                message: `${named(near.map(({ label }) => label))} ${near.length === 1 ? 'looks' : 'look'} like a key, but ${counted(
                  near.reduce((sum, column) => sum + repeated(column), 0),
                  'value repeats',
                  'values repeat',
                )} an earlier one.`,
                affected_fields_count: near.length,
                recommendation: `Decide which of the records with the same ${named(near.map(({ label }) => label))} is correct.`,
              },
            ]),
      ],
      issues: [
        ...near.map((column) => ({
          field_name: column.label,
          issue_type: 'nearly_unique',
          severity: 'medium' as const,
          message: `${column.label}: ${count(column.distinct)} distinct values in ${counted(rows - column.nulls, 'record')}; ${counted(repeated(column), 'record repeats', 'records repeat')} an earlier value.`,
        })),
        ...constant.map((column) => ({
          field_name: column.label,
          issue_type: 'constant',
          severity: 'info' as const,
          message: `${column.label} is "${excerpt(column.top[0]?.value ?? '', VALUE_LENGTH)}" in all ${count(rows - column.nulls)} records with a value.`,
        })),
      ],
      recommendations: near.map((column) => ({
        field_name: column.label,
        priority: 'medium' as const,
        recommendation: `Resolve ${the(repeated(column), 'record')} with a repeated "${column.label}" if it should be a key.`,
        timeline: 'before loading the data',
      })),
      rowIssues: [...(duplicates.rows === 0 ? [] : [duplicateIssue()]), ...repeatedIssues],
    };
  },
};

/**
 * Rows that equal an earlier one in every cell. If most values of some column are unique, only the other rows are candidates.
 * A 64-bit hash finds the candidates; their full text, each cell prefixed with its length, decides.
 */
async function countDuplicateRows({ engine, source, columns }: Profile): Promise<{ rows: number; groups: number }> {
  const { table } = source;
  const most = columns.toSorted((a, b) => b.singles - a.singles)[0];
  if (most === undefined || most.singles >= source.rows - 1) return { rows: 0, groups: 0 };
  const { id, singles } = most;
  const rows =
    singles < MOSTLY * source.rows
      ? table
      : `(FROM ${table} WHERE ${id} IS NULL OR ${id} IN (SELECT v FROM ${await repeatedTexts(engine, table, id)}))`;
  const hash = `hash(${columns.map(({ id }) => id).join(', ')})`;
  await engine.run(`CREATE TABLE ${HASHES} AS
    SELECT ${hash} AS h
    FROM ${rows}
    GROUP BY 1
    HAVING count(*) > 1`);
  const [candidates] = await engine.rows<{ groups: number }>(`SELECT count(*) AS groups FROM ${HASHES}`);
  if (!candidates?.groups) return { rows: 0, groups: 0 };
  const cells = columns.map(({ id }) => `coalesce(length(${id}) || ':' || ${id}, '-')`);
  await engine.run(`CREATE TABLE ${DUPLICATES} AS
    WITH t AS (
      SELECT _row, md5(concat(${cells.join(', ')})) AS whole
      FROM ${rows}
      WHERE ${hash} IN (FROM ${HASHES})
    )
    SELECT _row, first
    FROM (SELECT _row, min(_row) OVER (PARTITION BY whole) AS first FROM t)
    WHERE _row > first`);
  const [found] = await engine.rows<{ rows: number; groups: number }>(
    `SELECT count(*) AS rows, count(DISTINCT first) AS groups FROM ${DUPLICATES}`,
  );
  return found ?? { rows: 0, groups: 0 };
}

const duplicateIssue = (): RowIssueQuery => ({
  position: -1,
  label: '',
  type: 'duplicate_row',
  severity: 'warning',
  query: `SELECT _row, 'identical to row ' || first AS message, NULL AS value FROM ${DUPLICATES}`,
});

/** Creates, once, a table of the repeated texts `v` of a column, each with its first row. */
async function repeatedTexts(engine: Engine, table: string, id: string): Promise<string> {
  const repeated = `profile_repeated_${id}`;
  await engine.run(`CREATE TABLE IF NOT EXISTS ${repeated} AS
    SELECT ${id} AS v, min(_row) AS first
    FROM ${table}
    WHERE ${id} IS NOT NULL
    GROUP BY 1
    HAVING count(*) > 1`);
  return repeated;
}

async function repeatedIssue({ engine, source }: Profile, column: ColumnFacts): Promise<RowIssueQuery> {
  const { id, label, position } = column;
  const repeated = await repeatedTexts(engine, source.table, id);
  return {
    position,
    label,
    type: 'repeated_key',
    severity: 'warning',
    query: `SELECT s._row, 'row ' || r.first || ' already has this value' AS message, r.v AS value
      FROM ${source.table} s
      JOIN ${repeated} r ON s.${id} = r.v
      WHERE s._row > r.first`,
  };
}
